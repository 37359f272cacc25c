import type { Estimate, PolicyRule, RuleCheck } from '@evenhand/contracts';
import { clopperPearsonLimits, type DecidingLimits, floorVerdict } from '@evenhand/metrics';
import { sliceEstimate } from '@evenhand/report';
import { tooSmall } from './check-gap.js';
import { checkOfGroups } from './check-groups.js';
import {
  type DecidedGroup,
  groupingOf,
  oneSidedConfidence,
  type RuleEvidence,
  simultaneousConfidence,
} from './rule-evidence.js';

type FloorRule = Extract<PolicyRule, { check: 'floor' }>;

/**
 * PASS by every group's one-sided lower limit, FAIL by some group's upper limit that holds for all groups in all
 * `classes` of the rule at once: Clopper–Pearson for proportions of images, the metric's own limits for others.
 */
export function checkFloor(
  rule: FloorRule,
  label: string | undefined,
  { evidence, classes }: { evidence: RuleEvidence; classes: number },
): RuleCheck {
  const { auditAt, confidence } = evidence;
  const audit = auditAt(confidence);
  const estimates = (at: number): Map<string, { group: DecidedGroup['group']; estimate: Estimate }> => {
    const own = auditAt(at);
    const slices = rule.by ? groupingOf(own, rule.by).slices : [own.overall];
    return new Map(
      slices.flatMap((slice) => {
        const estimate = sliceEstimate(slice, rule.metric, label);
        if (!estimate || estimate.value === null) return [];
        return [[JSON.stringify(slice.group), { group: slice.group, estimate }]];
      }),
    );
  };
  const lacking = rule.by
    ? tooSmall(groupingOf(audit, rule.by).slices, { metric: rule.metric, label, audit })
    : [];
  const known = [...estimates(confidence)].filter(([, { group }]) => !lacking.includes(group));
  const family = known.length * classes;
  const own = ([key]: [string, unknown]): DecidingLimits => ({
    low: estimates(oneSidedConfidence(confidence)).get(key)?.estimate.low ?? null,
    simultaneousHigh: estimates(simultaneousConfidence(confidence, family)).get(key)?.estimate.high ?? null,
  });
  const groups = known.map((entry): DecidedGroup => {
    const [, { group, estimate }] = entry;
    const proportion = asProportion(estimate);
    if (!proportion) return { group, estimate, ...own(entry) };
    const limits = clopperPearsonLimits(proportion, { alpha: 1 - confidence, family });
    return { group, estimate: { ...estimate, method: 'clopper-pearson' }, ...limits };
  });
  const verdict = floorVerdict(groups, rule.limit);
  return checkOfGroups(groups, { label, verdict, limit: rule.limit, lacking, audit, confidence, family });
}

/** Images in clusters are no independent draws: their limits are the metric's own. */
function asProportion({ value, n, method, designEffect }: Estimate): { count: number; n: number } | null {
  if (method !== 'wilson' || value === null || designEffect !== undefined) return null;
  return { count: Math.round(value * n), n };
}
