import { polynomial } from './polynomial.js';

const SQRT_32 = Math.sqrt(32);
const INV_SQRT_2PI = 0.3989422804014327;
/** Below this distance from 0 the central rational approximation is used. */
const CENTRAL = 0.67448975;

// Coefficients of W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969),
// rearranged for the normal distribution as in SPECFUN's ANORM.
const CENTRAL_TOP = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
];
const CENTRAL_BOTTOM = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_TOP = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
];
const MIDDLE_BOTTOM = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
];
const TAIL_TOP = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  0.000029112874951168793,
];
const TAIL_BOTTOM = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824,
  0.00007297515550839662,
];

/** P(Z > y)·exp(y²/2) for y ≥ 0.67: the upper tail without the factor that underflows. */
function scaledUpperTail(y: number): number {
  if (y <= SQRT_32) return polynomial(MIDDLE_TOP, y) / polynomial(MIDDLE_BOTTOM, y);
  const s = 1 / (y * y);
  return (INV_SQRT_2PI - (s * polynomial(TAIL_TOP, s)) / polynomial(TAIL_BOTTOM, s)) / y;
}

/** 2²⁷ + 1: splits a double into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134217729;

/** exp(−y²/2) without the rounding error of y², which the exponential would enlarge. */
function expHalfSquare(y: number): number {
  const square = y * y;
  const shifted = SPLITTER * y;
  const high = shifted - (shifted - y);
  const low = y - high;
  const lost = high * high - square + 2 * high * low + low * low;
  return Math.exp(-0.5 * square) * (1 - 0.5 * lost);
}

/**
 * Standard normal density φ(x) = exp(−x²/2)/√(2π).
 */
export function normalPdf(x: number): number {
  return INV_SQRT_2PI * expHalfSquare(Math.min(Math.abs(x), 1e3));
}

/**
 * Standard normal survival function P(Z > x), the upper tail itself and never 1 − Φ(x): relative accuracy about
 * 1e-15 down to the smallest positive double (x ≈ 38). Cody (1969).
 */
export function normalSf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('normalSf: x is not a number');
  const y = Math.abs(x);
  if (y <= CENTRAL) {
    const square = y * y;
    return 0.5 - (x * polynomial(CENTRAL_TOP, square)) / polynomial(CENTRAL_BOTTOM, square);
  }
  const tail = y > 40 ? 0 : expHalfSquare(y) * scaledUpperTail(y);
  return x > 0 ? tail : 1 - tail;
}

/** Standard normal distribution function Φ(x) = P(Z ≤ x); relative accuracy about 1e-15 in the lower tail too. */
export function normalCdf(x: number): number {
  return normalSf(-x);
}

/** φ(x) and Φ(x) at once, written to the arrays: for half the price of one after the other. */
export function normalPdfAndCdf(x: number, into: { pdf: Float64Array; cdf: Float64Array; at: number }): void {
  const y = Math.abs(x);
  const scale = y > 40 ? 0 : expHalfSquare(y);
  into.pdf[into.at] = INV_SQRT_2PI * scale;
  if (y <= CENTRAL) {
    into.cdf[into.at] = normalSf(-x);
    return;
  }
  const tail = scale * scaledUpperTail(y);
  into.cdf[into.at] = x < 0 ? tail : 1 - tail;
}

/** ln P(Z > x): finite where the tail itself underflows. */
export function normalLogSf(x: number): number {
  return x < CENTRAL ? Math.log(normalSf(x)) : -0.5 * x * x + Math.log(scaledUpperTail(x));
}
