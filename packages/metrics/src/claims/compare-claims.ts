import type {
  ClaimCheck,
  ClaimContradiction,
  ClaimVerdict,
  Estimate,
  ReportedMetric,
  ReportedMetrics,
  Slice,
  TaskAudit,
} from '@evenhand/contracts';
import { distance, printedRange } from './printed-range.js';

export interface MeasuredClaims {
  tasks: readonly TaskAudit[];
  /** Whether a claim is about the data that was measured. */
  isSameData(claim: ReportedMetric): boolean;
}

/**
 * Every number of a card, and every support, beside what was measured. A number is reproduced where the measured one,
 * rounded as the card does, is the card's. Rates and averages that are undefined for a class are also taken as
 * scikit-learn takes them, as 0.
 */
export function compareClaims(
  reported: ReportedMetrics,
  contradictions: readonly ClaimContradiction[],
  measured: MeasuredClaims,
): ClaimCheck[] {
  const doubted = new Set(contradictions.flatMap(({ claims }) => claims));
  const supports = new Set<string>();
  return reported.metrics.flatMap((claim, place) => {
    const context: Context = { measured, place, isDoubted: doubted.has(place) };
    const checks = [checkClaim(claim, context)];
    const key = JSON.stringify([claim.task, claim.class, claim.support, claim.dataset, claim.split]);
    if (claim.support !== undefined && !supports.has(key)) {
      supports.add(key);
      checks.push(checkSupport(claim, claim.support, context));
    }
    return checks;
  });
}

interface Context {
  measured: MeasuredClaims;
  place: number;
  isDoubted: boolean;
}

function checkClaim(claim: ReportedMetric, context: Context): ClaimCheck {
  const { task, metric, class: label, value, decimals } = claim;
  const overall = context.measured.tasks.find((audit) => audit.task === task)?.overall;
  const estimate = overall && findEstimate(overall, metric, label);
  const range = printedRange(claim);
  const convention = overall && estimate ? undefinedAsZero(overall, metric, label) : undefined;
  const values = [estimate?.value, convention].filter((number) => typeof number === 'number');
  const isReproduced = values.some((number) => distance(range, { low: number, high: number }) === 0);
  const [known] = values;
  const { low, high } = estimate ?? { low: null, high: null };
  return {
    claim: context.place,
    task,
    metric,
    class: label,
    stated: value,
    decimals,
    measured: estimate ?? null,
    difference: known === undefined ? null : known - value,
    outsideLimits: low === null || high === null ? null : distance(range, { low, high }) > 0,
    verdict: verdictOf({ isKnown: known !== undefined, isReproduced }, claim, context),
  };
}

function checkSupport(claim: ReportedMetric, support: number, context: Context): ClaimCheck {
  const { task, class: label } = claim;
  const overall = context.measured.tasks.find((audit) => audit.task === task)?.overall;
  const n =
    label === undefined ? overall?.n : overall?.classes.find((entry) => entry.label === label)?.support;
  return {
    claim: context.place,
    task,
    metric: 'support',
    class: label,
    stated: support,
    decimals: 0,
    measured: n === undefined ? null : { value: n, low: null, high: null, n, method: 'count' },
    difference: n === undefined ? null : n - support,
    outsideLimits: null,
    verdict: verdictOf({ isKnown: n !== undefined, isReproduced: n === support }, claim, context),
  };
}

function verdictOf(
  { isKnown, isReproduced }: { isKnown: boolean; isReproduced: boolean },
  claim: ReportedMetric,
  { measured, isDoubted }: Context,
): ClaimVerdict {
  const isSame = measured.isSameData(claim);
  if (isKnown && isSame && isReproduced) return 'reproduced';
  if (isDoubted) return 'inconsistent';
  if (!isKnown) return 'not measured';
  return isSame ? 'not reproduced' : 'other data';
}

function findEstimate(overall: Slice, metric: string, label: string | undefined): Estimate | undefined {
  if (label === undefined) return overall.metrics[metric];
  return overall.classes.find((entry) => entry.label === label)?.metrics[metric];
}

/** The same number with undefined rates as 0, over the classes that occur; undefined for other metrics. */
function undefinedAsZero(overall: Slice, metric: string, label: string | undefined): number | undefined {
  const [, weighting, base] = /^(?:(macro|weighted)_)?(precision|recall|f1)$/u.exec(metric) ?? [];
  if (base === undefined) return undefined;
  if (label !== undefined) return findEstimate(overall, metric, label)?.value ?? 0;
  const present = overall.classes.filter(({ support, predicted }) => support + predicted > 0);
  const weights = present.map(({ support }) => (weighting === 'macro' ? 1 : support));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weighting === undefined || total === 0) return undefined;
  const sum = present.reduce(
    (part, { metrics }, index) => part + (weights[index] ?? 0) * (metrics[base]?.value ?? 0),
    0,
  );
  return sum / total;
}
