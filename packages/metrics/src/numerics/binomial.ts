import { deviance } from './deviance.js';
import { stirlingError } from './gamma.js';
import { incompleteBeta } from './incomplete-beta.js';

function check(name: string, n: number, p: number): void {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1))
    throw new RangeError(`${name}: n = ${n}, p = ${p}`);
}

/** P(X = k) for X ~ Binomial(n, p): Loader's saddle-point form, relative accuracy about 1e-14. */
export function binomialPmf(k: number, n: number, p: number): number {
  check('binomialPmf', n, p);
  if (!Number.isInteger(k) || k < 0 || k > n) return 0;
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * Math.log1p(-p));
  if (k === n) return p ** n;
  const log =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * (1 - p));
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** P(X ≤ k) for X ~ Binomial(n, p), through the incomplete beta function; small values keep their digits. */
export function binomialCdf(k: number, n: number, p: number): number {
  check('binomialCdf', n, p);
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return incompleteBeta(p, { a: whole + 1, b: n - whole }).upper;
}

/** P(X > k) for X ~ Binomial(n, p); small values keep their digits. */
export function binomialSf(k: number, n: number, p: number): number {
  check('binomialSf', n, p);
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  if (whole >= n) return 0;
  return incompleteBeta(p, { a: whole + 1, b: n - whole }).lower;
}

/** Smallest k with P(X ≤ k) ≥ q. */
export function binomialQuantile(q: number, n: number, p: number): number {
  check('binomialQuantile', n, p);
  let low = -1;
  let high = n;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, n, p) >= q) high = middle;
    else low = middle;
  }
  return high;
}
