import type { AuditPlan, Pair } from '@evenhand/contracts';
import { equivalenceP } from '../hypothesis/tost.js';
import { holmAdjusted } from '../multiplicity/adjust.js';
import { proportionDifference } from './compare-groups.js';
import { type ComparedGroup, proportionOf } from './compared-group.js';

/**
 * Every pair of groups with enough images: difference with Miettinen–Nurminen limits, score test with Holm's
 * adjustment over the pairs, and whether the two are shown to be equal within the plan's margin. Null where the metric
 * is not a proportion of images.
 */
export function pairs(groups: readonly ComparedGroup[], plan: AuditPlan): Pair[] | null {
  const found: Pair[] = [];
  for (const [index, a] of groups.entries()) {
    for (const b of groups.slice(index + 1)) {
      const [own, other] = [proportionOf(a.measured), proportionOf(b.measured)];
      if (!own || !other) return null;
      const { difference, p } = proportionDifference(
        { measured: a.measured, proportion: own },
        { measured: b.measured, proportion: other },
        plan.confidence,
      );
      const equal = equivalenceP(own, other, plan.margin);
      found.push({
        groups: [{ ...a.group }, { ...b.group }],
        difference,
        p,
        adjustedP: null,
        equivalenceP: equal,
        equivalent: equal < plan.alpha,
      });
    }
  }
  const adjusted = holmAdjusted(found.map(({ p }) => p ?? 1));
  return found.map((pair, index) => ({
    ...pair,
    adjustedP: pair.p === null ? null : (adjusted[index] ?? null),
  }));
}
