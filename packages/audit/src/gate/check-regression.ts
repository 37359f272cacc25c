import {
  type Estimate,
  type PolicyRule,
  type RuleCheck,
  type SliceComparison,
  type TaskComparison,
  UserError,
} from '@evenhand/contracts';
import { regressionVerdict } from '@evenhand/metrics';
import { findGrouping } from '@evenhand/report';
import { checkOfGroups } from './check-groups.js';
import { betterEnd } from './rule-classes.js';
import {
  type DecidedGroup,
  oneSidedConfidence,
  type RuleEvidence,
  simultaneousConfidence,
} from './rule-evidence.js';

type RegressionRule = Extract<PolicyRule, { check: 'no_regression' }>;

/**
 * PASS by every group's one-sided lower limit of the paired change, FAIL by some group's upper limit that holds for all
 * groups in all `classes` of the rule at once. Changes are turned so that up is better.
 *
 * @throws UserError `no_baseline`
 */
export function checkRegression(
  rule: RegressionRule,
  label: string | undefined,
  { evidence, classes }: { evidence: RuleEvidence; classes: number },
): RuleCheck {
  const { auditAt, changesAt, confidence } = evidence;
  if (!changesAt) {
    throw new UserError({
      code: 'no_baseline',
      message: 'The policy asks for no regression, and no baseline is named.',
      hint: 'Add --baseline RUN: the run of the earlier model on the same images.',
    });
  }
  const audit = auditAt(confidence);
  const slicesAt = (at: number): SliceComparison[] => slicesOf(changesAt(at), rule.by);
  const turned = (slice: SliceComparison | undefined): Estimate | undefined => {
    const change = slice && changeOf(slice, rule.metric, label);
    return change && betterEnd(rule) < 0 ? mirrored(change) : change;
  };
  const plain = slicesAt(confidence);
  const minimumN = rule.by ? (audit.plan?.minimumN ?? 0) : 0;
  const isLacking = (slice: SliceComparison): boolean => {
    const change = turned(slice);
    return !change || change.value === null || change.n < minimumN;
  };
  const lacking = plain.filter(isLacking).map(({ group }) => group);
  const family = (plain.length - lacking.length) * classes;
  const [alone, together] = [
    slicesAt(oneSidedConfidence(confidence)),
    slicesAt(simultaneousConfidence(confidence, family)),
  ];
  const groups = plain.flatMap((slice, index): DecidedGroup[] => {
    const estimate = turned(slice);
    if (!estimate || isLacking(slice)) return [];
    const [low, high] = [turned(alone[index])?.low, turned(together[index])?.high];
    return [{ group: slice.group, estimate, low: low ?? null, simultaneousHigh: high ?? null }];
  });
  const verdict = regressionVerdict(groups, rule.margin);
  const found = checkOfGroups(groups, {
    ...{ label, verdict, limit: -rule.margin, lacking, audit, confidence, family },
  });
  return betterEnd(rule) < 0 ? { ...found, estimate: mirrored(found.estimate) } : found;
}

function mirrored({ value, low, high, ...rest }: Estimate): Estimate {
  const minus = (end: number | null): number | null => (end === null ? null : 0 - end);
  return { ...rest, value: minus(value), low: minus(high), high: minus(low) };
}

function slicesOf(task: TaskComparison, by: readonly string[] | undefined): SliceComparison[] {
  if (!by) return [task.overall];
  const found = findGrouping(task, by);
  if (!found) throw new Error(`the comparison has no grouping by ${by.join(' × ')}`);
  return found.slices;
}

function changeOf(slice: SliceComparison, metric: string, label: string | undefined): Estimate | undefined {
  const owner = label === undefined ? slice : slice.classes.find((one) => one.label === label);
  return owner?.metrics[metric]?.delta;
}
