import { type PolicyRule, type TaskAudit, UserError } from '@evenhand/contracts';
import { countMetrics, type Metric, scoreMetrics } from '@evenhand/metrics';
import { groupingOf } from './rule-evidence.js';

const registry = new Map<string, Metric>(
  [...countMetrics, ...scoreMetrics].map((metric) => [metric.id, metric]),
);

/** For error rates, the metric that says the same with the better end up. */
const COMPLEMENTS: ReadonlyMap<string, string> = new Map([
  ['fpr', 'specificity'],
  ['fnr', 'recall'],
  ['fdr', 'precision'],
  ['for', 'npv'],
]);

/**
 * The classes that a rule looks at, one by one; a single `undefined` where its metric is one of all classes.
 *
 * @throws UserError `unknown_metric`, `unknown_class`, `degenerate_rule` for rules that no data could decide
 */
export function classesOf(rule: PolicyRule, audit: TaskAudit): (string | undefined)[] {
  const metric = registry.get(rule.metric);
  if (!metric) {
    throw new UserError({
      code: 'unknown_metric',
      message: `There is no metric "${rule.metric}".`,
      hint: `Metrics are ${[...registry.keys()].join(', ')}.`,
    });
  }
  refuseUnmeasured(metric, audit);
  refuseDegenerate(rule, metric, audit);
  const { labels, task } = audit;
  if (rule.class !== undefined && (metric.scope !== 'class' || !labels.includes(rule.class))) {
    throw new UserError({
      code: 'unknown_class',
      message:
        metric.scope === 'class'
          ? `Task ${task} has no class "${rule.class}": its labels are ${labels.join(', ')}.`
          : `${rule.metric} is of all classes together; the rule names class "${rule.class}".`,
      hint: 'Leave `class` out, or name a label of the task with a metric of classes such as recall.',
    });
  }
  if (metric.scope !== 'class') return [undefined];
  return rule.class === undefined ? [...labels] : [rule.class];
}

/** 1 where more is better, −1 where less is. */
export function betterEnd({ metric }: PolicyRule): 1 | -1 {
  return registry.get(metric)?.direction === 'lower' ? -1 : 1;
}

function refuseUnmeasured({ id, scope }: Metric, { task, kind, overall }: TaskAudit): void {
  const measured = scope === 'class' ? overall.classes[0]?.metrics : overall.metrics;
  if (measured && id in measured) return;
  throw new UserError({
    code: 'unknown_metric',
    message: `The run has no ${id} of ${task}: the task is ${kind}, or its probabilities are not stored.`,
    hint: `It has ${Object.keys(measured ?? {}).join(', ')}.`,
  });
}

function refuseDegenerate(rule: PolicyRule, metric: Metric, audit: TaskAudit): void {
  const problem = problemOf(rule, metric, audit);
  if (!problem) return;
  const subject = `${audit.task}: ${rule.check} of ${metric.id}${rule.by ? ` by ${rule.by.join(' × ')}` : ''}`;
  throw new UserError({
    code: 'degenerate_rule',
    message: `${subject} can never be decided: ${problem.why}.`,
    hint: problem.hint,
  });
}

function problemOf(
  { check, by }: PolicyRule,
  { id, direction, interval, describesMix, withinOwnLabel }: Metric & { describesMix?: boolean },
  audit: TaskAudit,
): { why: string; hint: string } | null {
  if (interval === 'none') {
    return { why: 'it has no confidence limits', hint: 'Require brier or log_loss, which have.' };
  }
  if (by && groupingOf(audit, by).degenerate && !withinOwnLabel) {
    return {
      why: 'inside a group of one true class it is fixed by design',
      hint: 'Group by other attributes, or require accuracy or recall.',
    };
  }
  if (check === 'max_gap' && describesMix && id === 'prevalence') {
    return { why: 'it describes the data, not the model', hint: 'Require selection_rate or recall.' };
  }
  if (check === 'floor' && direction === 'lower') {
    const complement = COMPLEMENTS.get(id);
    return {
      why: 'less of it is better, so that a floor would ask for errors',
      hint: complement
        ? `Require ${complement}, its complement, to be at least 1 less what you allow.`
        : 'Require that it does not get worse (no_regression), or a largest gap (max_gap).',
    };
  }
  if (check === 'no_regression' && direction === 'none') {
    return { why: 'neither end of it is better', hint: 'Require accuracy, recall or precision.' };
  }
  return null;
}
