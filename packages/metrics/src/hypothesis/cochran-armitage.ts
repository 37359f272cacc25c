import type { Proportion } from '../intervals/proportion.js';
import { normalSf } from '../numerics/normal-cdf.js';
import type { ZResult } from './test-result.js';

/**
 * Cochran–Armitage test for a trend of a proportion over ordered groups, with scores 0, 1, 2, … where none are given.
 * Conditional on the margins (variance with N − 1, as in statsmodels). z > 0: the proportion grows with the score.
 * Null where the groups or the outcomes do not vary. P. Armitage, Biometrics 11 (1955) 375-386.
 */
export function cochranArmitageTest(groups: readonly Proportion[], scores?: readonly number[]): ZResult {
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  if (total < 2) return { z: null, p: null };
  const score = (g: number): number => scores?.[g] ?? g;
  const rate = groups.reduce((sum, { count }) => sum + count, 0) / total;
  const mean = groups.reduce((sum, { n }, g) => sum + n * score(g), 0) / total;
  const trend = groups.reduce((sum, { count, n }, g) => sum + (count - n * rate) * (score(g) - mean), 0);
  const spread = groups.reduce((sum, { n }, g) => sum + n * (score(g) - mean) ** 2, 0);
  const variance = (rate * (1 - rate) * spread * total) / (total - 1);
  if (!(variance > 0)) return { z: null, p: null };
  const z = trend / Math.sqrt(variance);
  return { z, p: 2 * normalSf(Math.abs(z)) };
}
