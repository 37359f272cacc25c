import type { Estimate, Group, Grouping, TaskAudit, TaskComparison } from '@evenhand/contracts';
import { type DecidingLimits, sidakAlpha } from '@evenhand/metrics';
import { findGrouping } from '@evenhand/report';

/** What a rule is decided on. Limits are asked for at the confidence that a decision needs. */
export interface RuleEvidence {
  /** The rule's task with the rule's grouping, with two-sided limits at this confidence. */
  auditAt: (confidence: number) => TaskAudit;
  /** The comparison with the baseline, the same way; undefined where no baseline is named. */
  changesAt?: ((confidence: number) => TaskComparison) | undefined;
  /** The policy's: one-sided limits are at this level. */
  confidence: number;
}

/** One number of a group with the limits that decide about it. */
export interface DecidedGroup extends DecidingLimits {
  group: Group;
  estimate: Estimate;
}

/** Two-sided confidence whose limits are one-sided at `confidence`. */
export function oneSidedConfidence(confidence: number): number {
  return 1 - 2 * (1 - confidence);
}

/** The same for limits that hold for a whole `family` at once (Šidák). */
export function simultaneousConfidence(confidence: number, family: number): number {
  return 1 - 2 * sidakAlpha(1 - confidence, Math.max(family, 1));
}

/** The grouping that a rule is about. */
export function groupingOf(audit: TaskAudit, by: readonly string[]): Grouping {
  const found = findGrouping(audit, by);
  if (!found) throw new Error(`the audit has no grouping by ${by.join(' × ')}`);
  return found;
}

/** The estimate of a check without any group to speak of. */
export const missing: Estimate = {
  value: null,
  low: null,
  high: null,
  n: 0,
  method: 'none',
  reason: 'no_samples',
};
