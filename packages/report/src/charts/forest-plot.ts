import type { AuditPlan, Contrast, Estimate, Group, Grouping, TaskAudit } from '@evenhand/contracts';
import { criticalZ } from '@evenhand/metrics';
import { columnDigits } from '../format/digits.js';
import { metricFacts, type Unit } from '../format/metric-facts.js';
import { bareNumber, countText, intervalText, type NumberStyle, numberText } from '../format/number-text.js';
import { reasonText } from '../format/reason-text.js';
import { type Evidence, evidence, minimumOf } from '../groups/evidence.js';
import { findDisparity } from '../groups/find-disparity.js';
import { sliceEstimate } from '../groups/find-slice.js';
import { groupKey, groupName } from '../groups/group-name.js';
import { confidenceOf, confidenceText } from '../words/confidence-text.js';
import { gapSentence } from '../words/gap-sentence.js';
import { groupingTitle } from '../words/grouping-title.js';
import { metricName } from '../words/metric-name.js';
import { type Verdict, verdictOf } from '../words/verdict.js';
import { niceDomain, ticks } from './ticks.js';

export interface ForestRow {
  key: string;
  group: Group;
  name: string;
  /** What the number is out of, in images; of the whole group where there is no number. */
  n: number;
  nText: string;
  evidence: Evidence;
  value: number | null;
  low: number | null;
  high: number | null;
  /** `34 %`, or why there is no number. */
  valueText: string;
  /** `[29, 39]`, or empty. */
  intervalText: string;
  /** Where as many estimates as the limits hold would fall if the group's true value were the overall one. */
  fair: readonly [number, number] | null;
  /** Whether the group differs from its reference beyond noise, adjusted for the number of groups. */
  differs: boolean;
  /** `−21 points [−25, −18] against the rest`, where the document has it. */
  contrastText: string;
  /** Smallest drop below the rest that the group's images would show; for accuracy only, else empty. */
  detectableText: string;
  /** All of it in words, for pointing at the row. */
  description: string;
}

export interface ForestPlot {
  title: string;
  verdict: Verdict;
  /** The largest gap with what noise alone would make. */
  finding: string;
  caption: string;
  metric: string;
  unit: Unit;
  /** Ends of the axis, in the metric's own scale. */
  domain: readonly [number, number];
  ticks: readonly { value: number; text: string }[];
  overall: {
    value: number | null;
    low: number | null;
    high: number | null;
    valueText: string;
    intervalText: string;
    nText: string;
  };
  rows: readonly ForestRow[];
}

export interface ForestOptions {
  metric: string;
  /** Class, for metrics of one class. */
  label?: string | undefined;
  /** `value`: the lowest first, groups without enough data last. `name`: as the data set declares them. */
  sort: 'value' | 'name';
}

/** One row a group with its interval, the overall line, and the band that perfect fairness would leave. */
export function forestPlot(task: TaskAudit, grouping: Grouping, options: ForestOptions): ForestPlot {
  const { metric, label } = options;
  const facts = metricFacts(metric);
  const overall = sliceEstimate(task.overall, metric, label);
  const entries = grouping.slices.map((slice) => ({ slice, estimate: sliceEstimate(slice, metric, label) }));
  const style: NumberStyle = {
    unit: facts.unit,
    digits: columnDigits(
      entries.map(({ estimate }) => estimate),
      facts.unit,
    ),
  };
  const disparity = findDisparity(grouping, metric, label);
  const contrasts = new Map((disparity?.contrasts ?? []).map((entry) => [groupKey(entry.group), entry]));
  const alpha = task.plan?.alpha ?? 0.05;
  const rows = entries.map(({ slice, estimate }): ForestRow => {
    const n = estimate?.n ?? slice.n;
    const contrast = contrasts.get(groupKey(slice.group));
    const row = {
      key: groupKey(slice.group),
      group: slice.group,
      name: groupName(slice.group),
      n,
      nText: countText(n),
      evidence: evidence(estimate, { n: slice.n, minimum: minimumOf(task) }),
      value: estimate?.value ?? null,
      low: estimate?.low ?? null,
      high: estimate?.high ?? null,
      valueText: estimate?.value == null ? reasonText(estimate?.reason) : numberText(estimate.value, style),
      intervalText: estimate ? intervalText(estimate, style) : '',
      fair: fairBand({ overall, estimate, confidence: confidenceOf(task) }),
      differs: contrast?.adjustedP != null && contrast.adjustedP <= alpha,
      contrastText: contrast ? contrastText(contrast, task.plan?.reference ?? 'rest', facts.unit) : '',
      detectableText:
        metric === 'accuracy' && slice.detectable != null
          ? bareNumber(slice.detectable, { unit: 'points', digits: 1 })
          : '',
    };
    return { ...row, description: description(row) };
  });
  const domain = forestDomain(rows, overall, facts.range);
  return {
    title: groupingTitle(task, grouping, { metric, label }),
    verdict: verdictOf(disparity, task),
    finding: gapSentence(disparity, task),
    caption: caption(task, metricName(metric, label), rows),
    metric,
    unit: facts.unit,
    domain,
    ticks: ticks(domain[0], domain[1]).map((value) => ({
      value,
      text: bareNumber(value, tickStyle(style, domain)),
    })),
    overall: {
      value: overall?.value ?? null,
      low: overall?.low ?? null,
      high: overall?.high ?? null,
      valueText: numberText(overall?.value, { ...style, digits: columnDigits([overall], facts.unit) }),
      intervalText: overall
        ? intervalText(overall, { ...style, digits: columnDigits([overall], facts.unit) })
        : '',
      nText: countText(overall?.n ?? task.overall.n),
    },
    rows: options.sort === 'value' ? sortedByValue(rows, facts.direction === 'lower') : rows,
  };
}

function description(row: Omit<ForestRow, 'description'>): string {
  if (row.value === null) return `${row.name}: ${row.valueText}`;
  const parts = [`${row.name}: ${row.valueText} ${row.intervalText}`.trimEnd(), `n = ${row.nText}`];
  if (row.contrastText !== '') parts.push(row.contrastText);
  if (row.evidence === 'few') parts.push('not enough data');
  else if (row.contrastText !== '') parts.push(row.differs ? 'differs beyond noise' : 'within noise');
  return parts.join(', ');
}

/** The difference to the reference, with its limits. */
function contrastText(contrast: Contrast, reference: AuditPlan['reference'], unit: Unit): string {
  const { difference } = contrast;
  if (difference.value === null) return '';
  const style: NumberStyle = {
    unit: unit === 'percent' ? 'points' : unit,
    digits: columnDigits([difference], unit),
    signed: true,
  };
  const limits =
    difference.low === null || difference.high === null
      ? ''
      : ` [${bareNumber(difference.low, style)}, ${bareNumber(difference.high, style)}]`;
  return `${numberText(difference.value, style)}${limits} against ${referenceName(reference)}`;
}

function referenceName(reference: AuditPlan['reference']): string {
  switch (reference) {
    case 'rest':
      return 'the rest';
    case 'overall':
      return 'all images';
    case 'best':
      return 'the best group';
    default:
      return groupName(reference);
  }
}

/** Worst first. Rows without enough data, and then those without a number, come last in declared order. */
function sortedByValue(rows: readonly ForestRow[], lowerIsBetter: boolean): ForestRow[] {
  const rank = (row: ForestRow): number => (row.evidence === 'enough' ? 0 : row.evidence === 'few' ? 1 : 2);
  const sign = lowerIsBetter ? -1 : 1;
  return rows.toSorted(
    (a, b) => rank(a) - rank(b) || (rank(a) === 0 ? sign * ((a.value ?? 0) - (b.value ?? 0)) : 0),
  );
}

/** Only for shares of images: their spread under equality follows from their size alone. */
function fairBand({
  overall,
  estimate,
  confidence,
}: {
  overall: Estimate | undefined;
  estimate: Estimate | undefined;
  confidence: number;
}): readonly [number, number] | null {
  if (overall?.value == null || !estimate || estimate.n === 0 || estimate.method !== 'wilson') return null;
  const spread = criticalZ(confidence) * Math.sqrt((overall.value * (1 - overall.value)) / estimate.n);
  return [Math.max(0, overall.value - spread), Math.min(1, overall.value + spread)];
}

function forestDomain(
  rows: readonly ForestRow[],
  overall: Estimate | undefined,
  range: readonly [number, number],
): readonly [number, number] {
  const numbers = rows
    .flatMap((row) => [row.value, row.low, row.high])
    .concat(overall?.low ?? null, overall?.high ?? null)
    .filter((value): value is number => value !== null);
  return numbers.length === 0 ? [0, 1] : niceDomain(Math.min(...numbers), Math.max(...numbers), range);
}

function tickStyle(style: NumberStyle, [low, high]: readonly [number, number]): NumberStyle {
  const percent = style.unit === 'percent' || style.unit === 'points';
  if (percent) return { ...style, digits: high - low < 0.05 ? 1 : 0 };
  return { ...style, digits: high - low < 0.5 ? 2 : 1 };
}

function caption(task: TaskAudit, name: string, rows: readonly ForestRow[]): string {
  const band = rows.some((row) => row.fair !== null)
    ? ` Behind each row: where ${confidenceText(task)} of estimates from so many images would fall if the group were like the whole.`
    : '';
  const few = rows.filter((row) => row.evidence === 'few').length;
  const empty = rows.filter((row) => row.evidence === 'none').length;
  const grey =
    few > 0 ? ` Hatched: fewer than ${minimumOf(task)} images (${few} of ${rows.length} groups).` : '';
  const none = empty > 0 ? ` Without any image: ${empty}.` : '';
  const full = rows.some((row) => row.differs)
    ? ' Full dots: the group differs from the rest beyond noise, adjusted for the number of groups.'
    : '';
  return `${name} with ${confidenceText(task)} intervals; the line is all images together.${band}${full}${grey}${none}`;
}
