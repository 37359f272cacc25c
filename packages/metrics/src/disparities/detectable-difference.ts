import type { AuditPlan } from '@evenhand/contracts';
import type { Proportion } from '../intervals/proportion.js';
import { criticalZ, normalQuantile } from '../numerics/normal-quantile.js';
import { minimumDetectableDrop } from '../power/two-proportions.js';
import { type ComparedGroup, proportionOf } from './compared-group.js';

/**
 * Smallest true difference from the rest that the group with the fewest images (or the largest standard error) would
 * show with the plan's power. Smaller differences of that group may go unseen.
 */
export function detectableDifference(
  groups: readonly ComparedGroup[],
  direction: 'higher' | 'lower' | 'none',
  plan: AuditPlan,
): number | null {
  const proportions = groups.map(({ measured }) => proportionOf(measured)).filter((entry) => entry !== null);
  if (proportions.length === groups.length) return detectableDrop(proportions, direction, plan);
  const errors = groups.map(({ measured }) => measured.error);
  const known = errors.filter((error) => error !== null).filter((error) => error > 0);
  if (known.length < groups.length || known.length < 2) return null;
  const largest = Math.max(...known);
  const weight = known.reduce((sum, error) => sum + 1 / (error * error), 0) - 1 / (largest * largest);
  const z = criticalZ(1 - plan.alpha) + normalQuantile(plan.power);
  return z * Math.sqrt(largest * largest + 1 / weight);
}

/** For error rates the drop of the complement: a rise of the error. */
function detectableDrop(
  groups: readonly Proportion[],
  direction: 'higher' | 'lower' | 'none',
  plan: AuditPlan,
): number | null {
  const smallest = groups.reduce((least, group) => (group.n < least.n ? group : least));
  return detectableInGroup(smallest, sumOf(groups), { isError: direction === 'lower', plan });
}

function sumOf(groups: readonly Proportion[]): Proportion {
  return groups.reduce((sum, { count, n }) => ({ count: sum.count + count, n: sum.n + n }), {
    count: 0,
    n: 0,
  });
}

/** The same for one group against the rest of `all`, which contains it. */
export function detectableInGroup(
  group: Proportion,
  all: Proportion,
  { isError, plan }: { isError: boolean; plan: AuditPlan },
): number | null {
  const rest = all.n - group.n;
  if (!(rest > 0 && group.n > 0)) return null;
  const rate = (all.count - group.count) / rest;
  return minimumDetectableDrop({ rate: isError ? 1 - rate : rate, n: rest }, group.n, plan);
}
