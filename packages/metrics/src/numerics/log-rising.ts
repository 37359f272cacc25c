import { logGamma } from './gamma.js';

/** Up to this many factors are multiplied; beyond, two log gamma functions are cheaper. */
const MAX_FACTORS = 40;
/** Products are kept below this, far from overflow. */
const LARGE = 1e250;

/** ln of the rising factorial x(x + 1)…(x + k − 1) = Γ(x + k)/Γ(x), for x > 0 and whole k ≥ 0. */
export function logRising(x: number, k: number): number {
  if (k > MAX_FACTORS) return logGamma(x + k) - logGamma(x);
  let [log, product] = [0, 1];
  for (let i = 0; i < k; i++) {
    product *= x + i;
    if (product > LARGE) [log, product] = [log + Math.log(product), 1];
  }
  return log + Math.log(product);
}
