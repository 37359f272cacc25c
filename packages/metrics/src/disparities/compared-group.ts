import type { Group } from '@evenhand/contracts';
import type { MeasuredSlice } from '../audit/measure-slice.js';
import { type GapGroup, proportionGroup } from '../gaps/gap-group.js';
import type { Interval } from '../intervals/interval.js';
import type { Proportion } from '../intervals/proportion.js';
import { criticalValuesAt } from '../metrics/critical-values.js';
import { limitsOf, type Measured } from '../metrics/measurement.js';

/** One group in one comparison. */
export interface ComparedGroup {
  group: Group;
  data: MeasuredSlice;
  measured: Measured;
}

/**
 * Successes out of images, where the metric is a proportion of images; with images in clusters, out of as many
 * independent images as say the same.
 */
export function proportionOf({ method, count, n, design }: Measured): Proportion | null {
  const effect = design?.effect ?? 1;
  return method === 'wilson' && count !== null ? { count: count / effect, n: n / effect } : null;
}

/** The group for gap intervals: shrunken centre for proportions, own asymmetric limits otherwise; null without any. */
export function gapGroup(measured: Measured): GapGroup | null {
  const proportion = proportionOf(measured);
  if (proportion) return proportionGroup(proportion);
  const limitsAt = (z: number) => limitsOf(measured, criticalValuesAt(z));
  if (!limitsAt(1)) return null;
  const { value } = measured;
  // Several intervals ask for the limits at the same few critical values.
  const known = new Map<number, Interval>();
  return {
    value,
    centre: value,
    limitsAt: (z) => {
      const found = known.get(z) ?? limitsAt(z) ?? { low: value, high: value };
      known.set(z, found);
      return found;
    },
  };
}

/** Best and worst group; for metrics without a better end the highest and the lowest. */
export function extremes(
  groups: readonly ComparedGroup[],
  direction: 'higher' | 'lower' | 'none',
): { best: ComparedGroup; worst: ComparedGroup } | null {
  let [best, worst] = [groups[0], groups[0]];
  if (!best || !worst || groups.length < 2) return null;
  const sign = direction === 'lower' ? -1 : 1;
  for (const other of groups) {
    if (sign * other.measured.value > sign * best.measured.value) best = other;
    if (sign * other.measured.value < sign * worst.measured.value) worst = other;
  }
  return { best, worst };
}
