import type { DemographicParity } from '@evenhand/contracts';
import type { MeasuredSlice } from '../audit/measure-slice.js';
import { totalVariation } from '../gaps/total-variation.js';
import { expectedDistance, largestDifference } from './row-differences.js';

/**
 * Multi-class demographic parity: total variation distance ½·Σ_j |P(ŷ=j|g) − P(ŷ=j)| between a group's predictions
 * and those of all images, over the groups with at least `minimumN` images. For attribute recognition it is for
 * information: the true label mixes of the groups differ too. Null for fewer than two groups.
 */
export function demographicParity(
  slices: readonly MeasuredSlice[],
  labels: readonly string[],
  minimumN: number,
): DemographicParity | null {
  const ranked = slices.filter(({ matrix }) => matrix.n >= minimumN);
  const all = labels.map((_, j) =>
    slices.reduce((sum, { matrix }) => sum + (matrix.predicted[j] as number), 0),
  );
  const groups = ranked.map((slice) => ({ slice, value: totalVariation(slice.matrix.predicted, all) ?? 0 }));
  const [first, ...others] = groups;
  if (!first || others.length === 0) return null;
  const most = others.reduce((widest, entry) => (entry.value > widest.value ? entry : widest), first);
  const { matrix, group } = most.slice;
  const images = all.reduce((sum, n) => sum + n, 0);
  return {
    value: most.value,
    group: { ...group },
    class: labels[largestDifference(matrix.predicted, all)] ?? '',
    expectedIfFair: expectedDistance(all, Math.max(0, 1 / matrix.n - 1 / images)),
    groups: groups.map(({ slice, value }) => ({ group: { ...slice.group }, value })),
  };
}
