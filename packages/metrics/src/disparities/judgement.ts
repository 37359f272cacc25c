import type { AuditPlan, Disparity, Group } from '@evenhand/contracts';
import { gapVerdict } from '../gates/verdicts.js';
import { tukeyZ } from '../multiplicity/tukey.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import { settlingSampleSize } from '../power/sample-size.js';
import type { ComparedGroup } from './compared-group.js';
import { pairs } from './pairs.js';

/**
 * What the plan's margin makes of a disparity of one of its headline metrics: the verdict on the gap, the images that
 * would settle it, and, where groups are of one attribute, every pair.
 */
export function judgement(
  disparity: Disparity,
  groups: readonly ComparedGroup[],
  plan: AuditPlan,
): Pick<Disparity, 'pairs' | 'withinMargin'> {
  if (!plan.headline.includes(disparity.metric)) return {};
  const ranked = groups.filter(({ measured }) => measured.n >= plan.minimumN);
  const isOneAttribute = Object.keys(ranked[0]?.group ?? {}).length === 1;
  const found = isOneAttribute ? pairs(ranked, plan) : null;
  const verdict = gapVerdict(disparity.gap, plan.margin);
  return {
    ...(found && { pairs: found }),
    withinMargin: {
      margin: plan.margin,
      verdict,
      needed: verdict === 'NOT ENOUGH DATA' ? needed(disparity, ranked, plan) : null,
    },
  };
}

/** For the two groups at the ends: in each of them. Null where a group has no standard error. */
function needed(
  { best, worst, gap }: Disparity,
  ranked: readonly ComparedGroup[],
  plan: AuditPlan,
): number | null {
  const distance = (gap.value ?? 0) - plan.margin;
  const [a, b] = [best, worst].map(({ group }) => perImage(ranked.find((own) => isSame(own.group, group))));
  if (a == null || b == null) return null;
  return settlingSampleSize({
    distance,
    variance: a + b,
    critical: distance < 0 ? criticalZ(plan.confidence) : tukeyZ((1 - plan.confidence) / 2, ranked.length),
    power: plan.power,
  });
}

/** Variance of one image's part in a group's value. */
function perImage(group: ComparedGroup | undefined): number | null {
  if (!group || group.measured.error === null) return null;
  return group.measured.n * group.measured.error ** 2;
}

function isSame(a: Group, b: Group): boolean {
  return Object.entries(a).every(([name, label]) => b[name] === label);
}
