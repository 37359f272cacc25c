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

/**
 * "Every group's rate is at least the floor": PASS where every one-sided Clopper–Pearson lower limit at the level is,
 * FAIL where the upper limit of some group, simultaneous over the groups (Šidák), is below it.
 *
 * @param options.alpha One-sided level, 0.05 where left out.
 */
export function floorVerdict(
  groups: readonly Proportion[],
  floor: number,
  { alpha = 0.05 }: { alpha?: number | undefined } = {},
): Verdict {
  if (groups.length === 0) return 'NOT ENOUGH DATA';
  const at = (group: Proportion, level: number): Interval =>
    clopperPearsonInterval(group.count, group.n, { confidence: 1 - 2 * level });
  if (groups.every((group) => at(group, alpha).low >= floor)) return 'PASS';
  const simultaneous = sidakAlpha(alpha, groups.length);
  return groups.some((group) => at(group, simultaneous).high < floor) ? 'FAIL' : 'NOT ENOUGH DATA';
}

/** The change of one group between two models: its one-sided limits, alone and for all groups at once. */
export interface ChangeLimits {
  /** Lower limit of new less old at the level. */
  low: number | null;
  /** Upper limit that holds for all groups at once. */
  simultaneousHigh: number | null;
}

/**
 * "No group got worse by the margin or more": PASS where every group's one-sided lower limit of the change is above
 * −margin, FAIL where the simultaneous upper limit of some group is below −margin. A group without limits leaves it
 * open.
 */
export function regressionVerdict(groups: readonly ChangeLimits[], margin: number): Verdict {
  if (groups.some(({ simultaneousHigh }) => simultaneousHigh !== null && simultaneousHigh < -margin))
    return 'FAIL';
  const isShown = groups.length > 0 && groups.every(({ low }) => low !== null && low > -margin);
  return isShown ? 'PASS' : 'NOT ENOUGH DATA';
}
