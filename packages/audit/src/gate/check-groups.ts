import type { Estimate, Group, RuleCheck, TaskAudit, Verdict } from '@evenhand/contracts';
import { criticalZ, settlingSampleSize } from '@evenhand/metrics';
import { atLeastMinimum } from './check-gap.js';
import { type DecidedGroup, missing, oneSidedConfidence, simultaneousConfidence } from './rule-evidence.js';

interface GroupsContext {
  label: string | undefined;
  verdict: Verdict;
  /** What every group is held against: the floor, or minus the margin. */
  limit: number;
  lacking: readonly Group[];
  audit: TaskAudit;
  confidence: number;
  /** Groups times classes that a FAIL is true of at once. */
  family: number;
}

/**
 * The check of a rule that every group must meet: with the group that decides it, its limits being those that decide,
 * and the images that would settle it. A PASS is none while groups have too few images.
 */
export function checkOfGroups(groups: readonly DecidedGroup[], context: GroupsContext): RuleCheck {
  const { label, lacking, audit } = context;
  const verdict = context.verdict === 'PASS' && lacking.length > 0 ? 'NOT ENOUGH DATA' : context.verdict;
  const end = ({ low, simultaneousHigh }: DecidedGroup): number =>
    (verdict === 'FAIL' ? simultaneousHigh : low) ?? Number.NEGATIVE_INFINITY;
  const deciding = groups.reduce<DecidedGroup | undefined>(
    (least, one) => (!least || end(one) < end(least) ? one : least),
    undefined,
  );
  return {
    ...(label !== undefined && { class: label }),
    verdict,
    estimate: deciding
      ? { ...deciding.estimate, low: deciding.low, high: deciding.simultaneousHigh }
      : missing,
    groups: deciding ? [deciding.group] : [],
    lacking: [...lacking],
    needed:
      verdict === 'NOT ENOUGH DATA'
        ? atLeastMinimum(neededBy(groups, context), lacking.length > 0, audit)
        : null,
  };
}

/**
 * Were the observed values the true ones: a group beyond the limit would make the rule fail, and the cheapest such group
 * counts; else every group that is still open must be shown to meet it.
 */
function neededBy(
  groups: readonly DecidedGroup[],
  { limit, confidence, family, audit }: GroupsContext,
): number | null {
  const power = audit.plan?.power ?? 0.8;
  const images = ({ estimate }: DecidedGroup, critical: number): number | null => {
    const variance = perImage(estimate, confidence);
    if (variance === null || estimate.value === null) return null;
    return settlingSampleSize({ distance: estimate.value - limit, variance, critical, power });
  };
  const beyond = groups.filter(({ estimate }) => (estimate.value ?? limit) < limit);
  if (beyond.length > 0) {
    const z = criticalZ(simultaneousConfidence(confidence, family));
    const each = beyond.map((group) => images(group, z)).filter((n) => n !== null);
    return each.length > 0 ? Math.min(...each) : null;
  }
  const z = criticalZ(oneSidedConfidence(confidence));
  const open = groups.filter(({ low }) => low === null || low < limit).map((group) => images(group, z));
  const known = open.filter((n) => n !== null);
  return known.length < open.length || open.length === 0 ? null : Math.max(...known);
}

/** Variance of one image's part, from the width of two-sided limits at the policy's confidence. */
function perImage({ low, high, n }: Estimate, confidence: number): number | null {
  if (low === null || high === null) return null;
  return n * ((high - low) / (2 * criticalZ(confidence))) ** 2;
}
