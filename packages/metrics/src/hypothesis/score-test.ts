import type { Proportion } from '../intervals/proportion.js';
import { normalSf } from '../numerics/normal-cdf.js';
import type { ZResult } from './test-result.js';

/**
 * Score test that two proportions are equal: the difference over its standard error at the pooled rate, with
 * Miettinen and Nurminen's N/(N−1). z is 0 where the pooled rate is 0 or 1, null where a group is empty.
 */
export function scoreTest(a: Proportion, b: Proportion): ZResult {
  if (a.n === 0 || b.n === 0) return { z: null, p: null };
  const total = a.n + b.n;
  const pooled = (a.count + b.count) / total;
  const variance = pooled * (1 - pooled) * (1 / a.n + 1 / b.n) * (total / (total - 1));
  const z = variance > 0 ? (a.count / a.n - b.count / b.n) / Math.sqrt(variance) : 0;
  return { z, p: 2 * normalSf(Math.abs(z)) };
}

/** Cohen's h = 2·asin√p_a − 2·asin√p_b, the size of a difference of proportions; null where a group is empty. */
export function cohensH(a: Proportion, b: Proportion): number | null {
  if (a.n === 0 || b.n === 0) return null;
  return 2 * (Math.asin(Math.sqrt(a.count / a.n)) - Math.asin(Math.sqrt(b.count / b.n)));
}
