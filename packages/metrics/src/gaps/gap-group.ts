import type { Interval } from '../intervals/interval.js';
import type { Proportion } from '../intervals/proportion.js';

/** One group in a comparison of extremes: its value, and its limits at any critical value. */
export interface GapGroup {
  value: number;
  /** The centre that the limits are around: shrunken for proportions, so that 0 and 1 have a spread too. */
  centre: number;
  limitsAt: (z: number) => Interval;
}

/**
 * A proportion with limits around (count + 2)/(n + 4) (Agresti and Coull 1998): symmetric, never of width 0. The
 * group must not be empty.
 */
export function proportionGroup({ count, n }: Proportion): GapGroup {
  if (!(n > 0)) throw new RangeError('proportionGroup: an empty group has no value to compare');
  const centre = (count + 2) / (n + 4);
  const se = Math.sqrt((centre * (1 - centre)) / (n + 4));
  return { value: count / n, centre, limitsAt: (z) => ({ low: centre - z * se, high: centre + z * se }) };
}
