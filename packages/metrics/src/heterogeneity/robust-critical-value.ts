import type { ConfidenceOptions } from '../intervals/interval.js';
import { findRoot } from '../numerics/find-root.js';
import { normalPdf, normalSf } from '../numerics/normal-cdf.js';
import { criticalZ } from '../numerics/normal-quantile.js';

/** P(|N(b, 1)| > c). */
function missProbability(b: number, c: number): number {
  return normalSf(c - b) + normalSf(c + b);
}

/** The same and its derivative in t = b². */
function slopeInSquare(b: number, c: number): number {
  return (normalPdf(c - b) - normalPdf(c + b)) / (2 * b);
}

/**
 * Largest non-coverage of ±c over all distributions of a bias with mean square m: the least concave majorant of
 * t ↦ P(|N(√t, 1)| > c) at t = m. The function is convex, then concave in t, so the majorant starts with the straight
 * line from t = 0 that touches it, and follows it from there.
 */
function worstMissProbability(m: number, c: number): number {
  const start = missProbability(0, c);
  const gap = (b: number): number => missProbability(b, c) - start - b * b * slopeInSquare(b, c);
  // Below √3 the function is concave from the start and there is no straight part.
  if (c < Math.sqrt(3)) return missProbability(Math.sqrt(m), c);
  let high = c;
  while (gap(high) < 0) high *= 2;
  let low = high / 2;
  // Just above √3 the straight part is so short that rounding hides it.
  while (gap(low) >= 0 && low > 1e-6) low /= 2;
  const touch = gap(low) < 0 ? findRoot(gap, low, high) : 0;
  if (m >= touch * touch) return missProbability(Math.sqrt(m), c);
  return start + (m / (touch * touch)) * (missProbability(touch, c) - start);
}

/**
 * Critical value of robust empirical-Bayes intervals: the c for which ±c misses with probability at most
 * 1 − confidence whatever the distribution of the bias with mean square `m` ≥ 0 (m = v/τ²). For m = 0 the usual z.
 * T. B. Armstrong, M. Kolesár and M. Plagborg-Møller, Econometrica 90 (2022) 2567-2602; `cva(m, Inf)` of R's ebci.
 */
export function robustCriticalValue(m: number, options: ConfidenceOptions = {}): number {
  if (!(m >= 0)) throw new RangeError(`robustCriticalValue: mean square ${m} is negative`);
  const confidence = options.confidence ?? 0.95;
  const z = criticalZ(confidence);
  if (m === 0) return z;
  const alpha = 1 - confidence;
  // Chebyshev's bound: E(N + b)² = 1 + m.
  const high = Math.sqrt((1 + m) / alpha);
  return findRoot((c) => worstMissProbability(m, c) - alpha, z * (1 - 1e-12), high);
}
