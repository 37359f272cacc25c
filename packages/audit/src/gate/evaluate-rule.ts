import {
  type Disparity,
  type Estimate,
  type Group,
  type Grouping,
  type PolicyRule,
  type RuleCheck,
  type Slice,
  type SliceComparison,
  type TaskAudit,
  type TaskComparison,
  UserError,
  type Verdict,
} from '@evenhand/contracts';
import {
  countMetrics,
  floorVerdict,
  gapVerdict,
  regressionVerdict,
  scoreMetrics,
  sidakAlpha,
} from '@evenhand/metrics';
import { findDisparity, findGrouping, sliceEstimate } from '@evenhand/report';

/** What a rule is decided on. */
export interface RuleEvidence {
  /** The task at the policy's confidence, with the rule's grouping. */
  audit: TaskAudit;
  /** The comparison with the baseline, for `no_regression`. */
  changes?: { plain: TaskComparison; simultaneous: TaskComparison } | undefined;
  /** Policy's confidence: one-sided limits are at this level. */
  confidence: number;
}

/** Two-sided confidence of the comparison whose lower limits are one-sided at `confidence`. */
export function oneSidedConfidence(confidence: number): number {
  return 1 - 2 * (1 - confidence);
}

/** The same for limits that hold for all of `groups` at once (Šidák). */
export function simultaneousConfidence(confidence: number, groups: number): number {
  return 1 - 2 * sidakAlpha(1 - confidence, Math.max(groups, 1));
}

/**
 * Decides one rule, class by class where its metric is one of classes: FAIL where a class fails, else PASS where all
 * pass. A group with fewer images than the plan's minimum keeps a rule from passing: it is never silently dropped.
 *
 * @throws UserError `unknown_metric`, `unknown_class`, `no_baseline`, `degenerate_rule`
 */
export function evaluateRule(
  rule: PolicyRule,
  evidence: RuleEvidence,
): { verdict: Verdict; checks: RuleCheck[] } {
  const checks = classesOf(rule, evidence.audit).map((label) => check(rule, label, evidence));
  return { verdict: worstVerdict(checks.map(({ verdict }) => verdict)), checks };
}

/** FAIL where any fails, else NOT ENOUGH DATA where any is open, else PASS. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('FAIL')) return 'FAIL';
  return verdicts.includes('NOT ENOUGH DATA') || verdicts.length === 0 ? 'NOT ENOUGH DATA' : 'PASS';
}

const registry = new Map([...countMetrics, ...scoreMetrics].map((metric) => [metric.id as string, metric]));

function classesOf(rule: PolicyRule, { labels, task }: TaskAudit): (string | undefined)[] {
  const metric = registry.get(rule.metric);
  if (!metric) {
    throw new UserError({
      code: 'unknown_metric',
      message: `There is no metric "${rule.metric}".`,
      hint: `Metrics are ${[...registry.keys()].join(', ')}.`,
    });
  }
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

function check(rule: PolicyRule, label: string | undefined, evidence: RuleEvidence): RuleCheck {
  switch (rule.check) {
    case 'max_gap':
      return checkGap(rule, label, evidence);
    case 'floor':
      return checkFloor(rule, label, evidence);
    case 'no_regression':
      return checkRegression(rule, label, evidence);
  }
}

type RuleOf<Check extends PolicyRule['check']> = Extract<PolicyRule, { check: Check }>;

function checkGap(rule: RuleOf<'max_gap'>, label: string | undefined, { audit }: RuleEvidence): RuleCheck {
  const grouping = groupingOf(audit, rule.by);
  const disparity = findDisparity(grouping, rule.metric, label);
  const lacking = tooSmall(grouping.slices, { metric: rule.metric, label, audit });
  const verdict = disparity ? gapVerdict(disparity.gap, rule.limit) : 'NOT ENOUGH DATA';
  return {
    ...(label !== undefined && { class: label }),
    verdict: verdict === 'PASS' && lacking.length > 0 ? 'NOT ENOUGH DATA' : verdict,
    estimate: disparity?.gap ?? missing,
    groups: disparity ? [disparity.best.group, disparity.worst.group] : [],
    lacking,
    needed: neededOf(disparity),
  };
}

function neededOf(disparity: Disparity | undefined): number | null {
  return disparity?.withinMargin?.needed ?? null;
}

function checkFloor(
  rule: RuleOf<'floor'>,
  label: string | undefined,
  { audit, confidence }: RuleEvidence,
): RuleCheck {
  const slices = rule.by ? groupingOf(audit, rule.by).slices : [audit.overall];
  const lacking = rule.by ? tooSmall(slices, { metric: rule.metric, label, audit }) : [];
  const known = slices.flatMap((slice) => {
    const estimate = sliceEstimate(slice, rule.metric, label);
    return estimate && estimate.value !== null && !lacking.includes(slice.group) ? [{ slice, estimate }] : [];
  });
  const alpha = 1 - confidence;
  const proportions = known.map(({ estimate }) => asProportion(estimate));
  const verdict = proportions.every((proportion) => proportion !== null)
    ? floorVerdict(
        proportions.filter((proportion) => proportion !== null),
        rule.limit,
        { alpha },
      )
    : limitsVerdict(
        known.map(({ estimate }) => estimate),
        rule.limit,
      );
  const worst = known.reduce<(typeof known)[number] | undefined>(
    (least, one) => (!least || (one.estimate.value ?? 0) < (least.estimate.value ?? 0) ? one : least),
    undefined,
  );
  return {
    ...(label !== undefined && { class: label }),
    verdict: verdict === 'PASS' && lacking.length > 0 ? 'NOT ENOUGH DATA' : verdict,
    estimate: worst?.estimate ?? missing,
    groups: worst ? [worst.slice.group] : [],
    lacking,
    needed: null,
  };
}

/** Counts and averages that are no proportion of images: by their own two-sided limits, which is a little strict. */
function limitsVerdict(estimates: readonly Estimate[], floor: number): Verdict {
  if (estimates.some(({ high }) => high !== null && high < floor)) return 'FAIL';
  const isShown = estimates.length > 0 && estimates.every(({ low }) => low !== null && low >= floor);
  return isShown ? 'PASS' : 'NOT ENOUGH DATA';
}

function asProportion({ value, n, method, designEffect }: Estimate): { count: number; n: number } | null {
  if (method !== 'wilson' || value === null || designEffect !== undefined) return null;
  return { count: Math.round(value * n), n };
}

function checkRegression(
  rule: RuleOf<'no_regression'>,
  label: string | undefined,
  { audit, changes }: RuleEvidence,
): RuleCheck {
  if (!changes) {
    throw new UserError({
      code: 'no_baseline',
      message: 'The policy asks for no regression, and no baseline is named.',
      hint: 'Add --baseline RUN: the run of the earlier model on the same images.',
    });
  }
  const sign = registry.get(rule.metric)?.direction === 'lower' ? -1 : 1;
  const plain = comparedSlices(changes.plain, rule.by);
  const simultaneous = comparedSlices(changes.simultaneous, rule.by);
  const minimumN = audit.plan?.minimumN ?? 0;
  const groups = plain.map((slice, index) => {
    const own = changeOf(slice, rule.metric, label);
    const wide = simultaneous[index] && changeOf(simultaneous[index], rule.metric, label);
    const isLacking = rule.by !== undefined && (own === undefined || own.n < minimumN);
    return { group: slice.group, own, wide, isLacking };
  });
  const known = groups.filter(({ isLacking }) => !isLacking);
  const lacking = groups.filter(({ isLacking }) => isLacking).map(({ group }) => group);
  const verdict = regressionVerdict(
    known.map(({ own, wide }) => ({
      low: own ? ends(own, sign).low : null,
      simultaneousHigh: wide ? ends(wide, sign).high : null,
    })),
    rule.margin,
  );
  const worst = known.reduce<(typeof known)[number] | undefined>(
    (least, one) => (!least || sign * (one.own?.value ?? 0) < sign * (least.own?.value ?? 0) ? one : least),
    undefined,
  );
  return {
    ...(label !== undefined && { class: label }),
    verdict: verdict === 'PASS' && lacking.length > 0 ? 'NOT ENOUGH DATA' : verdict,
    estimate: worst?.own ?? missing,
    groups: worst ? [worst.group] : [],
    lacking,
    needed: null,
  };
}

/** The limits turned so that up is better. */
function ends({ low, high }: Estimate, sign: number): { low: number | null; high: number | null } {
  return sign > 0 ? { low, high } : { low: high === null ? null : -high, high: low === null ? null : -low };
}

function comparedSlices(task: TaskComparison, by: readonly string[] | undefined): SliceComparison[] {
  if (!by) return [task.overall];
  const found = findGrouping(task, by);
  if (!found) throw new Error(`the comparison has no grouping by ${by.join(' × ')}`);
  return found.slices;
}

function changeOf(slice: SliceComparison, metric: string, label: string | undefined): Estimate | undefined {
  const owner = label === undefined ? slice : slice.classes.find((one) => one.label === label);
  return owner?.metrics[metric]?.delta;
}

function groupingOf(audit: TaskAudit, by: readonly string[]): Grouping {
  const found = findGrouping(audit, by);
  if (!found) throw new Error(`the audit has no grouping by ${by.join(' × ')}`);
  return found;
}

function tooSmall(
  slices: readonly Slice[],
  { metric, label, audit }: { metric: string; label: string | undefined; audit: TaskAudit },
): Group[] {
  const minimumN = audit.plan?.minimumN ?? 0;
  return slices
    .filter((slice) => {
      const estimate = sliceEstimate(slice, metric, label);
      return !estimate || estimate.value === null || estimate.n < minimumN;
    })
    .map(({ group }) => group);
}

const missing: Estimate = { value: null, low: null, high: null, n: 0, method: 'none', reason: 'no_samples' };
