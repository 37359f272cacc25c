import { betaQuantileLogit } from './beta-quantile.js';
import { incompleteBeta } from './incomplete-beta.js';
import { normalSf } from './normal-cdf.js';
import { normalQuantile } from './normal-quantile.js';

function check(name: string, df: number): void {
  if (!(df > 0)) throw new RangeError(`${name}: df = ${df} is not positive`);
}

/** P(T > t) of Student's t with `df` > 0 degrees of freedom (not necessarily whole; ∞ is the normal). */
export function studentTSf(t: number, df: number): number {
  check('studentTSf', df);
  if (df === Number.POSITIVE_INFINITY) return normalSf(t);
  const ratio = (t * t) / df;
  const tail = 0.5 * incompleteBeta(1 / (1 + ratio), { a: df / 2, b: 0.5 }, 1 / (1 + 1 / ratio)).lower;
  return t >= 0 ? tail : 1 - tail;
}

/** Student's t quantile: the t with P(T ≤ t) = p. Through df/(df + t²), which has a Beta(df/2, ½) distribution. */
export function studentTQuantile(p: number, df: number): number {
  check('studentTQuantile', df);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`studentTQuantile: p = ${p} is not in [0, 1]`);
  if (df === Number.POSITIVE_INFINITY || p === 0 || p === 1) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const logit = betaQuantileLogit({ lower: 2 * tail, upper: 1 - 2 * tail }, { a: df / 2, b: 0.5 });
  return Math.sign(p - 0.5) * Math.sqrt(df) * Math.exp(-logit / 2);
}
