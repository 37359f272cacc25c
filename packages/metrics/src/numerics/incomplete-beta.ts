import { deviance } from './deviance.js';
import { LOG_SQRT_2PI, stirlingError } from './gamma.js';
import type { Tails } from './incomplete-gamma.js';

/** x and 1 − x, both to full precision: near 1 only the complement says where we are. */
export interface UnitPoint {
  x: number;
  y: number;
}

export interface BetaShape {
  a: number;
  b: number;
}

const MAX_TERMS = 100_000;

/** ln of x^a·(1−x)^b/B(a, b), through deviances so that large a and b keep their digits. */
export function logBetaKernel({ x, y }: UnitPoint, { a, b }: BetaShape): number {
  const n = a + b;
  return (
    0.5 * (Math.log(a) + Math.log(b / n)) -
    LOG_SQRT_2PI +
    (stirlingError(n) - stirlingError(a) - stirlingError(b)) -
    deviance(a, n * x) -
    deviance(b, n * y)
  );
}

/** Lentz's method divides by its parts: one that is 0 by chance, at the mean of a very long tail, is all but 0. */
function awayFromZero(part: number): number {
  return part === 0 ? 1e-30 : part;
}

/** Kernel/I_x(a, b) as a continued fraction: Didonato and Morris, ACM TOMS 18 (1992), eq. 9, modified Lentz. */
function fraction({ x, y }: UnitPoint, { a, b }: BetaShape): number {
  let f = awayFromZero((a * (a * y - b * x + 1)) / (a + 1));
  let c = f;
  let d = 0;
  for (let m = 1; m < MAX_TERMS; m++) {
    const odd = a + 2 * m - 1;
    const numerator = (((a + m - 1) * (a + b + m - 1)) / odd) * ((m * (b - m) * x * x) / odd);
    const denominator =
      m + (m * (b - m) * x) / odd + ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (odd + 2);
    d = 1 / awayFromZero(denominator + numerator * d);
    c = awayFromZero(denominator + numerator / c);
    const step = c * d;
    f *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return f;
}

/** The fraction converges quickly on this side of the mean; the other side goes through the symmetry. */
function isLowerSide({ x }: UnitPoint, { a, b }: BetaShape): boolean {
  return x <= (a + 1) / (a + b + 2);
}

/** Logarithms of I_x(a, b) and of its complement: finite where the functions themselves underflow. */
export function logIncompleteBeta(point: UnitPoint, shape: BetaShape): Tails {
  const kernel = logBetaKernel(point, shape);
  if (isLowerSide(point, shape)) {
    const lower = kernel - Math.log(fraction(point, shape));
    return { lower, upper: Math.log(-Math.expm1(Math.min(lower, 0))) };
  }
  const upper = kernel - Math.log(fraction({ x: point.y, y: point.x }, { a: shape.b, b: shape.a }));
  return { lower: Math.log(-Math.expm1(Math.min(upper, 0))), upper };
}

/**
 * Regularised incomplete beta function I_x(a, b) (`lower`) and 1 − I_x(a, b) (`upper`) for a, b > 0, 0 ≤ x ≤ 1.
 * Relative accuracy about 1e-13 of either tail, for a and b up to 1e6. Give `y` = 1 − x where x is close to 1.
 */
export function incompleteBeta(x: number, shape: BetaShape, y: number = 1 - x): Tails {
  if (!(x >= 0 && x <= 1 && shape.a > 0 && shape.b > 0)) {
    throw new RangeError(`incompleteBeta: x = ${x}, a = ${shape.a}, b = ${shape.b}`);
  }
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const point = { x, y };
  const kernel = Math.exp(logBetaKernel(point, shape));
  const isLower = isLowerSide(point, shape);
  // So far out the fraction may overflow, and the tail is 0 whatever it is.
  if (kernel === 0) return isLower ? { lower: 0, upper: 1 } : { lower: 1, upper: 0 };
  if (isLower) {
    const lower = Math.min(kernel / fraction(point, shape), 1);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(kernel / fraction({ x: y, y: x }, { a: shape.b, b: shape.a }), 1);
  return { lower: 1 - upper, upper };
}
