import { logGamma } from './gamma.js';
import { incompleteGamma, logGammaKernel, logIncompleteGamma } from './incomplete-gamma.js';
import { normalQuantile } from './normal-quantile.js';

function check(name: string, df: number): void {
  if (!(df > 0 && Number.isFinite(df))) throw new RangeError(`${name}: df = ${df} is not positive`);
}

/** P(X ≤ x) of the chi-square distribution with `df` > 0 degrees of freedom (not necessarily whole). */
export function chiSquareCdf(x: number, df: number): number {
  check('chiSquareCdf', df);
  return incompleteGamma(df / 2, Math.max(x, 0) / 2).lower;
}

/** P(X > x), the p-value of a chi-square statistic; relative accuracy about 1e-14 however small it is. */
export function chiSquareSf(x: number, df: number): number {
  check('chiSquareSf', df);
  return incompleteGamma(df / 2, Math.max(x, 0) / 2).upper;
}

const MAX_STEPS = 200;
/** Below exp of this a quantile is not a normal double any more. */
const SMALLEST_LOG = -700;

/**
 * Chi-square quantile: the x with P(X ≤ x) = p. Newton's method on the logarithm of the smaller tail in u = ln(x/2),
 * where it is concave, so that every start converges; Wilson and Hilferty's (1931) cube as the start.
 */
export function chiSquareQuantile(p: number, df: number): number {
  check('chiSquareQuantile', df);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`chiSquareQuantile: p = ${p} is not in [0, 1]`);
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const a = df / 2;
  const isLower = p <= 0.5;
  const target = isLower ? Math.log(p) : Math.log1p(-p);
  const spread = 2 / (9 * df);
  const cube = 1 - spread + normalQuantile(p) * Math.sqrt(spread);
  // Near 0 the cube fails, and P(a, x) is x^a/Γ(a + 1).
  let u = cube > 0.1 ? Math.log(a) + 3 * Math.log(cube) : (Math.log(p) + logGamma(a + 1)) / a;
  if (u < SMALLEST_LOG) return 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const x = Math.exp(u);
    const tails = logIncompleteGamma(a, x);
    const tail = isLower ? tails.lower : tails.upper;
    // d ln P / du = x·density/P, and the kernel is x·density/a.
    const slope = (isLower ? 1 : -1) * a * Math.exp(logGammaKernel(a, x) - tail);
    // A start on the flat side may overshoot: no step is longer than the place allows.
    const limit = 1 + Math.abs(u) / 2;
    const change = Math.min(Math.max((target - tail) / slope, -limit), limit);
    u += change;
    if (Math.abs(change) <= 1e-15 * Math.max(1, Math.abs(u))) break;
  }
  return 2 * Math.exp(u);
}
