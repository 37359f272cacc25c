import {
  type GateDocument,
  type Policy,
  type PolicyRule,
  type TaskAudit,
  type TaskComparison,
  UserError,
} from '@evenhand/contracts';
import type { Db } from '@evenhand/db';
import { auditRunTask } from '@evenhand/metrics';
import { loadComparison } from '../load-comparison.js';
import { type CountedRun, loadRun } from '../load-run.js';
import { evaluateRule, oneSidedConfidence, simultaneousConfidence, worstVerdict } from './evaluate-rule.js';

/**
 * Decides every rule of a policy for a stored run.
 *
 * @throws UserError `unknown_run`, `unknown_task`, `unknown_attribute`, those of `evaluateRule`, and of
 *   {@link loadComparison} where a rule needs the baseline
 */
export function evaluatePolicy(
  db: Db,
  { run: id, baseline, policy }: { run: string; baseline?: string | undefined; policy: Policy },
): GateDocument {
  const counted = loadRun(db, id);
  const rules = policy.rules.map((rule) => {
    const audit = auditFor(rule, counted, policy);
    const changes =
      rule.check === 'no_regression' && baseline !== undefined
        ? changesFor(db, rule, { run: id, baseline, audit, policy })
        : undefined;
    return { rule, ...evaluateRule(rule, { audit, changes, confidence: policy.confidence }) };
  });
  return {
    schemaVersion: 1,
    run: id,
    baseline: baseline ?? null,
    policy,
    verdict: worstVerdict(rules.map(({ verdict }) => verdict)),
    rules,
  };
}

/** The rule's task with the rule's grouping only, its limit taken as the margin that does not matter. */
function auditFor(rule: PolicyRule, { shape, tables }: CountedRun, policy: Policy): TaskAudit {
  const audit = auditRunTask(shape, tables, {
    task: rule.task,
    groupings: rule.by ? [rule.by] : [],
    plan: {
      ...shape.plan,
      confidence: policy.confidence,
      headline: [rule.metric],
      ...(rule.check === 'max_gap' && { margin: rule.limit }),
    },
  });
  if (audit) return audit;
  const measured = shape.tasks.filter(({ attribute }) => attribute !== null).map(({ name }) => name);
  throw new UserError({
    code: 'unknown_task',
    message: `The run does not measure a task "${rule.task}".`,
    hint: `It measures ${measured.join(', ')}.`,
  });
}

function changesFor(
  db: Db,
  { by, task }: PolicyRule,
  { run, baseline, audit, policy }: { run: string; baseline: string; audit: TaskAudit; policy: Policy },
): { plain: TaskComparison; simultaneous: TaskComparison } {
  const groups = audit.groupings[0]?.slices.filter(({ n }) => n > 0).length ?? 1;
  const compared = (confidence: number): TaskComparison => {
    const document = loadComparison(db, {
      runs: [baseline, run],
      groupings: by ? [by] : [],
      plan: { confidence },
    });
    const found = document.comparisons[0]?.tasks.find((one) => one.task === task);
    if (found) return found;
    throw new UserError({
      code: 'unknown_task',
      message: `The runs cannot be compared in task "${task}": the baseline does not measure it.`,
      hint: 'Name a baseline of a model with the same tasks.',
    });
  };
  return {
    plain: compared(oneSidedConfidence(policy.confidence)),
    simultaneous: compared(simultaneousConfidence(policy.confidence, groups)),
  };
}
