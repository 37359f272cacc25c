import type { PolicyRule, RuleCheck, Slice, TaskAudit } from '@evenhand/contracts';
import { gapVerdict, sidakAlpha } from '@evenhand/metrics';
import { findDisparity, sliceEstimate } from '@evenhand/report';
import { groupingOf, missing, type RuleEvidence } from './rule-evidence.js';

type GapRule = Extract<PolicyRule, { check: 'max_gap' }>;

/**
 * PASS by the upper end of the gap at the policy's confidence, FAIL by the lower end that holds for all pairs of groups
 * in all `classes` of the rule at once.
 */
export function checkGap(
  rule: GapRule,
  label: string | undefined,
  { evidence, classes }: { evidence: RuleEvidence; classes: number },
): RuleCheck {
  const { auditAt, confidence } = evidence;
  const audit = auditAt(confidence);
  const strict = auditAt(1 - sidakAlpha(1 - confidence, classes));
  const grouping = groupingOf(audit, rule.by);
  const disparity = findDisparity(grouping, rule.metric, label);
  const low = findDisparity(groupingOf(strict, rule.by), rule.metric, label)?.gap.low ?? null;
  const estimate = disparity ? { ...disparity.gap, low } : missing;
  const lacking = tooSmall(grouping.slices, { metric: rule.metric, label, audit });
  const decided = gapVerdict(estimate, rule.limit);
  const verdict = decided === 'PASS' && lacking.length > 0 ? 'NOT ENOUGH DATA' : decided;
  const needed = disparity?.withinMargin?.needed ?? null;
  return {
    ...(label !== undefined && { class: label }),
    verdict,
    estimate,
    groups: disparity ? [disparity.best.group, disparity.worst.group] : [],
    lacking,
    needed: verdict === 'NOT ENOUGH DATA' ? atLeastMinimum(needed, lacking.length > 0, audit) : null,
  };
}

/** Where groups are too small to take part, they need the plan's minimum first. */
export function atLeastMinimum(
  needed: number | null,
  isLacking: boolean,
  { plan }: TaskAudit,
): number | null {
  const least = isLacking ? (plan?.minimumN ?? 0) : 0;
  return needed === null ? least || null : Math.max(needed, least);
}

/** Groups with fewer images in the denominator than the plan asks for, or none: they keep a rule from passing. */
export function tooSmall(
  slices: readonly Slice[],
  { metric, label, audit }: { metric: string; label: string | undefined; audit: TaskAudit },
): Slice['group'][] {
  const minimumN = audit.plan?.minimumN ?? 0;
  return slices
    .filter((slice) => {
      const estimate = sliceEstimate(slice, metric, label);
      return !estimate || estimate.value === null || estimate.n < minimumN;
    })
    .map(({ group }) => group);
}
