import {
  type GateDocument,
  type GateLooks,
  type Policy,
  type PolicyRule,
  type TaskAudit,
  type TaskComparison,
  UserError,
} from '@evenhand/contracts';
import type { Db } from '@evenhand/db';
import { auditRunTask, type CompareRunsInput, compareRuns } from '@evenhand/metrics';
import { loadComparisonInput } from '../load-comparison.js';
import { type CountedRun, loadRun } from '../load-run.js';
import { evaluateRule, worstVerdict } from './evaluate-rule.js';

interface PolicyRequest {
  run: string;
  baseline?: string | undefined;
  policy: Policy;
  /** Which look at the images this is, and the confidence that it has. */
  looks: GateLooks;
}

/**
 * Decides every rule of a policy for a stored run.
 *
 * @throws UserError `unknown_run`, `unknown_task`, `unknown_attribute`, those of `evaluateRule`, and of
 *   `loadComparison` where a rule needs the baseline
 */
export function evaluatePolicy(db: Db, { run, baseline, policy, looks }: PolicyRequest): GateDocument {
  const counted = loadRun(db, run);
  const { confidence } = looks;
  const needsBaseline = policy.rules.some(({ check }) => check === 'no_regression');
  const compared =
    baseline !== undefined && needsBaseline ? loadComparisonInput(db, [baseline, run]) : undefined;
  const rules = policy.rules.map((rule) => {
    const auditAt = atConfidence((level) => auditFor(rule, counted, level));
    const changesAt = compared && atConfidence((level) => changesFor(rule, compared, level));
    return { rule, ...evaluateRule(rule, { auditAt, changesAt, confidence }) };
  });
  return {
    schemaVersion: 1,
    run,
    baseline: baseline ?? null,
    policy,
    looks,
    verdict: worstVerdict(rules.map(({ verdict }) => verdict)),
    rules,
  };
}

/** Each confidence once: a rule asks for the same few, class after class. */
function atConfidence<Result>(make: (confidence: number) => Result): (confidence: number) => Result {
  const known = new Map<number, Result>();
  return (confidence) => {
    const found = known.get(confidence) ?? make(confidence);
    known.set(confidence, found);
    return found;
  };
}

/** The rule's task with the rule's grouping only, its limit taken as the margin that does not matter. */
function auditFor(rule: PolicyRule, { shape, tables }: CountedRun, confidence: number): TaskAudit {
  const audit = auditRunTask(shape, tables, {
    task: rule.task,
    groupings: rule.by ? [rule.by] : [],
    plan: {
      ...shape.plan,
      confidence,
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

function changesFor({ by, task }: PolicyRule, input: CompareRunsInput, confidence: number): TaskComparison {
  const plan = { ...input.plan, confidence };
  const document = compareRuns({ ...input, plan, groupings: by ? [by] : [] });
  const found = document.comparisons[0]?.tasks.find((one) => one.task === task);
  if (found) return found;
  throw new UserError({
    code: 'unknown_task',
    message: `The runs cannot be compared in task "${task}": the baseline does not measure it.`,
    hint: 'Name a baseline of a model with the same tasks.',
  });
}
