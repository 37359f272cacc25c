import type { Disparity } from '@evenhand/contracts';
import { gapInterval } from '../gaps/gap-interval.js';
import { type ComparedGroup, extremes, gapGroup } from './compared-group.js';
import type { DisparityContext } from './disparity-context.js';

/**
 * The gap at a common label mix: what is left of a gap in precision, F1 or accuracy when every group has the same
 * share of each class. Null where fewer than two groups have images of every class.
 */
export function standardisedGap(
  groups: readonly ComparedGroup[],
  { entry, index, plan }: DisparityContext,
): NonNullable<Disparity['standardised']> | null {
  const known = groups.flatMap((group) => {
    const measured = group.data.standardised?.[index];
    return measured ? [{ ...group, measured }] : [];
  });
  const ends = extremes(known, entry.metric.direction);
  if (!ends) return null;
  const { best, worst } = ends;
  const bounded = known.map(({ measured }) => gapGroup(measured)).filter((group) => group !== null);
  const interval =
    bounded.length === known.length ? gapInterval(bounded, { confidence: plan.confidence }) : null;
  return {
    best: { group: { ...best.group }, value: best.measured.value },
    worst: { group: { ...worst.group }, value: worst.measured.value },
    gap: {
      value: Math.abs(best.measured.value - worst.measured.value),
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      n: known.reduce((sum, { measured }) => sum + measured.n, 0),
      method: 'hybrid',
    },
    groups: known.length,
  };
}
