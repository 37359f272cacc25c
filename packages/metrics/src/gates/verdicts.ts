import type { Verdict } from '@evenhand/contracts';
import { clopperPearsonInterval } from '../intervals/clopper-pearson.js';
import type { Interval } from '../intervals/interval.js';
import type { Proportion } from '../intervals/proportion.js';
import { sidakAlpha } from '../multiplicity/sidak.js';

/**
 * "No gap larger than the limit": PASS where the interval's upper end is at most the limit (intersection–union, no
 * correction), FAIL where its lower end, which holds for all pairs at once, is above it. Hybrid intervals
 * (`gapInterval`) have such ends. Without limits there is not enough data.
 */
export function gapVerdict(
  { low, high }: { low: number | null; high: number | null },
  limit: number,
): Verdict {
  if (low === null || high === null) return 'NOT ENOUGH DATA';
  if (high <= limit) return 'PASS';
  return low > limit ? 'FAIL' : 'NOT ENOUGH DATA';
}

/** What decides about one group: its one-sided limits, alone and for all that a rule looks at together. */
export interface DecidingLimits {
  /** Lower limit at the level. */
  low: number | null;
  /** Upper limit that holds for all of them at once. */
  simultaneousHigh: number | null;
}

/**
 * Clopper–Pearson's for a proportion of images: they never cover less than they say.
 *
 * @param options.alpha One-sided level.
 * @param options.family How many proportions the upper limit holds for at once (Šidák).
 */
export function clopperPearsonLimits(
  { count, n }: Proportion,
  { alpha, family }: { alpha: number; family: number },
): DecidingLimits {
  const at = (level: number): Interval => clopperPearsonInterval(count, n, { confidence: 1 - 2 * level });
  return { low: at(alpha).low, simultaneousHigh: at(sidakAlpha(alpha, Math.max(family, 1))).high };
}

/**
 * "Every group's value is at least the floor": PASS where every one-sided lower limit is, FAIL where the simultaneous
 * upper limit of some group is below it. A group without limits leaves it open.
 */
export function floorVerdict(groups: readonly DecidingLimits[], floor: number): Verdict {
  if (groups.some(({ simultaneousHigh }) => simultaneousHigh !== null && simultaneousHigh < floor))
    return 'FAIL';
  const isShown = groups.length > 0 && groups.every(({ low }) => low !== null && low >= floor);
  return isShown ? 'PASS' : 'NOT ENOUGH DATA';
}

/**
 * "No group got worse by the margin or more", on the limits of new less old: PASS where every group's lower limit is
 * above −margin, FAIL where the simultaneous upper limit of some group is below −margin.
 */
export function regressionVerdict(groups: readonly DecidingLimits[], margin: number): Verdict {
  if (groups.some(({ simultaneousHigh }) => simultaneousHigh !== null && simultaneousHigh < -margin))
    return 'FAIL';
  const isShown = groups.length > 0 && groups.every(({ low }) => low !== null && low > -margin);
  return isShown ? 'PASS' : 'NOT ENOUGH DATA';
}
