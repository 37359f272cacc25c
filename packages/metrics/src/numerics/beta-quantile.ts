import {
  type BetaShape,
  incompleteBeta,
  logBetaKernel,
  logIncompleteBeta,
  type UnitPoint,
} from './incomplete-beta.js';
import type { Tails } from './incomplete-gamma.js';
import { normalQuantile } from './normal-quantile.js';

const MAX_STEPS = 200;

function fromLogit(u: number): UnitPoint {
  return { x: 1 / (1 + Math.exp(-u)), y: 1 / (1 + Math.exp(u)) };
}

/**
 * ln(x/(1−x)) of the beta quantile, for both tails given exactly. Newton's method on the logarithm of the smaller
 * tail in u = logit x, where it is concave, so that every start converges.
 */
export function betaQuantileLogit(tails: Tails, shape: BetaShape): number {
  const { a, b } = shape;
  const isLower = tails.lower <= tails.upper;
  const target = Math.log(isLower ? tails.lower : tails.upper);
  const z = isLower ? normalQuantile(tails.lower) : -normalQuantile(tails.upper);
  let u = Math.log(a / b) + z * Math.sqrt(1 / a + 1 / b);
  for (let step = 0; step < MAX_STEPS; step++) {
    const point = fromLogit(u);
    const logTails = logIncompleteBeta(point, shape);
    const tail = isLower ? logTails.lower : logTails.upper;
    // dx/du = x(1−x), which turns the density into the kernel.
    const slope = (isLower ? 1 : -1) * Math.exp(logBetaKernel(point, shape) - tail);
    // A start on the flat side may overshoot: no step is longer than the place allows.
    const limit = 1 + Math.abs(u) / 2;
    const change = Math.min(Math.max((target - tail) / slope, -limit), limit);
    u += change;
    if (Math.abs(change) <= 1e-15 * Math.max(1, Math.abs(u))) break;
  }
  return u;
}

function check(name: string, p: number, { a, b }: BetaShape): void {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) throw new RangeError(`${name}: ${p}, a = ${a}, b = ${b}`);
}

/** Beta(a, b) quantile: the x with I_x(a, b) = p, for 0 ≤ p ≤ 1; relative accuracy about 1e-13. */
export function betaQuantile(p: number, shape: BetaShape): number {
  check('betaQuantile', p, shape);
  if (p === 0 || p === 1) return p;
  return fromLogit(betaQuantileLogit({ lower: p, upper: 1 - p }, shape)).x;
}

/** Distribution function of Beta(a, b) at x: the regularised incomplete beta function. */
export function betaCdf(x: number, shape: BetaShape): number {
  check('betaCdf', x, shape);
  return incompleteBeta(x, shape).lower;
}
