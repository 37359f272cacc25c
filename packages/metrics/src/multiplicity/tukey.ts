import { studentizedRangeQuantile } from '../numerics/studentized-range.js';

/** Quantiles that were asked for: an audit asks for the same few thousands of times. */
const known = new Map<string, number>();

/**
 * Tukey's critical value for all pairwise differences of `groups` ≥ 2 independent normal estimates at once: the
 * studentised range quantile at 1 − alpha over √2. Exact for equal variances, conservative for others (Hayter,
 * Annals of Statistics 12, 1984).
 */
export function tukeyZ(alpha: number, groups: number): number {
  const key = `${alpha}/${groups}`;
  let z = known.get(key);
  if (z === undefined) {
    z = studentizedRangeQuantile(1 - alpha, groups) / Math.SQRT2;
    known.set(key, z);
  }
  return z;
}
