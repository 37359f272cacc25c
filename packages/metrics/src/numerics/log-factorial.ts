import { LOG_SQRT_2PI, logGamma, stirlingError } from './gamma.js';

const TABLE_SIZE = 1024;
const TABLE = Float64Array.from({ length: TABLE_SIZE }, (_, k) => logGamma(k + 1));

/** ln k! for whole k ≥ 0: a table up to 1023, Stirling's series beyond. */
export function logFactorial(k: number): number {
  const known = TABLE[k];
  if (known !== undefined) return known;
  const x = k + 1;
  return (x - 0.5) * Math.log(x) - x + LOG_SQRT_2PI + stirlingError(x);
}
