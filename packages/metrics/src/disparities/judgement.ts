import type { AuditPlan, Disparity } from '@evenhand/contracts';
import { gapVerdict } from '../gates/verdicts.js';
import { tukeyZ } from '../multiplicity/tukey.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import { settlingSampleSize } from '../power/sample-size.js';
import { type ComparedGroup, proportionOf } from './compared-group.js';
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

function needed(
  { best, worst }: Disparity,
  ranked: readonly ComparedGroup[],
  plan: AuditPlan,
): number | null {
  if (ranked.some(({ measured }) => proportionOf(measured) === null)) return null;
  return settlingSampleSize({
    rates: [best.value, worst.value],
    margin: plan.margin,
    critical: {
      smaller: criticalZ(plan.confidence),
      larger: tukeyZ((1 - plan.confidence) / 2, ranked.length),
    },
    power: plan.power,
  });
}
