import { findRoot } from './find-root.js';
import { integrate } from './integrate.js';
import { normalCdf, normalPdf } from './normal-cdf.js';
import { normalQuantile } from './normal-quantile.js';

/**
 * P(R > q) for the range R of `k` ≥ 2 independent standard normals (the studentised range with infinite degrees of
 * freedom): k·∫φ(z){Φ(z)^(k−1) − [Φ(z) − Φ(z−q)]^(k−1)}dz, the integrand positive, so that small tails keep digits.
 */
export function studentizedRangeSf(q: number, k: number): number {
  if (!(Number.isInteger(k) && k >= 2) || Number.isNaN(q)) {
    throw new RangeError(`studentizedRangeSf: q = ${q}, k = ${k}`);
  }
  if (q <= 0) return 1;
  const integrand = (z: number): number => {
    const all = normalCdf(z);
    if (all === 0) return 0;
    const share = Math.min(normalCdf(z - q) / all, 1);
    return normalPdf(z) * all ** (k - 1) * -Math.expm1((k - 1) * Math.log1p(-share));
  };
  const high = Math.max(9, q / 2 + 9);
  return Math.min(1, k * integrate(integrand, -9, high, { panels: Math.ceil((high + 9) / 1.5) }));
}

/** Quantile of the same: the q with P(R ≤ q) = p, for 0 < p < 1. For p = 0.95 and k = 3: 3.314. */
export function studentizedRangeQuantile(p: number, k: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`studentizedRangeQuantile: p = ${p} is not in (0, 1)`);
  const target = Math.log1p(-p);
  // R is at most √2 times the largest of the k(k−1)/2 standardised pairwise differences: Bonferroni bounds it.
  const high = -normalQuantile((1 - p) / (k * (k - 1))) * Math.SQRT2;
  return findRoot((q) => Math.log(studentizedRangeSf(q, k)) - target, 0, high + 1e-9);
}
