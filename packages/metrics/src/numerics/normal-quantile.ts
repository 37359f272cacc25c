import { normalLogSf } from './normal-cdf.js';
import { polynomial } from './polynomial.js';

// Coefficients of algorithm AS 241, PPND16: M. J. Wichura, Applied Statistics 37 (1988) 477-484.
const CENTRAL_TOP = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const CENTRAL_BOTTOM = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const MIDDLE_TOP = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const MIDDLE_BOTTOM = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const TAIL_TOP = [
  2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const TAIL_BOTTOM = [
  2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];

/** One Halley step on ln P(Z > y) = ln p. AS 241 alone loses digits far out. */
function polish(y: number, logP: number): number {
  const logTail = normalLogSf(y);
  const hazard = Math.exp(-0.5 * y * y - 0.5 * Math.log(2 * Math.PI) - logTail);
  const error = logTail - logP;
  const slope = -hazard;
  const curvature = -hazard * (hazard - y);
  return y - (2 * error * slope) / (2 * slope * slope - error * curvature);
}

/**
 * Quantile of the standard normal distribution: the z with Φ(z) = p, for 0 ≤ p ≤ 1 (−∞ at 0, +∞ at 1).
 * AS 241 with one Halley step where p < 1e-15; relative accuracy about 1e-15.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`normalQuantile: p = ${p} is not in [0, 1]`);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRAL_TOP, r)) / polynomial(CENTRAL_BOTTOM, r);
  }
  const tail = q < 0 ? p : 1 - p;
  const r = Math.sqrt(-Math.log(tail));
  const y =
    r <= 5
      ? polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6)
      : polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  const magnitude = tail < 1e-15 ? polish(y, Math.log(tail)) : y;
  return q < 0 ? -magnitude : magnitude;
}

/** The z of a two-sided interval: Φ⁻¹((1 + confidence)/2), e.g. 1.96 for 0.95. */
export function criticalZ(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`criticalZ: confidence = ${confidence} is not in (0, 1)`);
  }
  return -normalQuantile((1 - confidence) / 2);
}
