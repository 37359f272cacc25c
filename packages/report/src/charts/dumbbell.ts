import type {
  Group,
  GroupingComparison,
  MetricChange,
  SliceComparison,
  TaskComparison,
} from '@evenhand/contracts';
import { columnDigits } from '../format/digits.js';
import { metricFacts, type Unit } from '../format/metric-facts.js';
import { bareNumber, countText, intervalText, type NumberStyle, numberText } from '../format/number-text.js';
import { minimumOf, type Planned } from '../groups/evidence.js';
import { groupKey, groupName } from '../groups/group-name.js';
import { capital, lowerFirst } from '../words/capital.js';
import { confidenceText } from '../words/confidence-text.js';
import { metricName } from '../words/metric-name.js';
import { niceDomain, ticks } from './ticks.js';

/** What is known of a change: certain ones hold for all groups of the grouping at once. */
export type ChangeVerdict = 'worse' | 'better' | 'possibly worse' | 'possibly better' | 'none' | 'few';

export interface DumbbellRow {
  key: string;
  group: Group;
  name: string;
  nText: string;
  base: number | null;
  candidate: number | null;
  baseText: string;
  candidateText: string;
  delta: number | null;
  low: number | null;
  high: number | null;
  deltaText: string;
  deltaLimits: string;
  verdict: ChangeVerdict;
  /** All of it in words, for pointing at the row. */
  description: string;
}

export interface Dumbbell {
  title: string;
  caption: string;
  unit: Unit;
  /** Axis of the values. */
  domain: readonly [number, number];
  ticks: readonly { value: number; text: string }[];
  /** Largest absolute limit of a difference: the differences' axis goes from −reach to reach. */
  reach: number;
  reachText: string;
  overall: DumbbellRow;
  rows: readonly DumbbellRow[];
}

export interface DumbbellOptions {
  metric: string;
  /** Class, for metrics of one class. */
  label?: string | undefined;
  /** `value`: the largest loss first. `name`: as declared. */
  sort: 'value' | 'name';
  /** Of the comparison. */
  plan?: Planned['plan'];
}

/** Baseline and candidate per group, with the paired interval of the difference. */
export function dumbbell(
  task: TaskComparison,
  grouping: GroupingComparison,
  options: DumbbellOptions,
): Dumbbell {
  const { metric, label } = options;
  const facts = metricFacts(metric);
  const slices = [task.overall, ...grouping.slices];
  const deltas = slices.map((slice) => sliceChange(slice, metric, label)?.delta);
  const values: NumberStyle = { unit: facts.unit, digits: columnDigits(deltas, facts.unit) };
  const points: NumberStyle = {
    ...values,
    unit: facts.unit === 'percent' ? 'points' : facts.unit,
    signed: true,
  };
  const toRow = (slice: SliceComparison, by: readonly string[]): DumbbellRow => {
    const change = sliceChange(slice, metric, label);
    const delta = change?.delta;
    const row = {
      key: groupKey(slice.group),
      group: slice.group,
      name: groupName(slice.group),
      nText: countText(delta?.n ?? slice.n),
      base: change?.base ?? null,
      candidate: change?.candidate ?? null,
      baseText: numberText(change?.base, values),
      candidateText: numberText(change?.candidate, values),
      delta: delta?.value ?? null,
      low: delta?.low ?? null,
      high: delta?.high ?? null,
      deltaText: numberText(delta?.value, points),
      deltaLimits: delta ? intervalText(delta, { ...points, signed: false }) : '',
      verdict: verdictOf(task, slice, { metric, label, by }),
    };
    return { ...row, description: description(row) };
  };
  const overall = toRow(task.overall, []);
  const rows = grouping.slices.map((slice) => toRow(slice, grouping.by));
  const numbers = [overall, ...rows]
    .flatMap((row) => [row.base, row.candidate])
    .filter((value) => value !== null);
  const domain: readonly [number, number] =
    numbers.length === 0 ? [0, 1] : niceDomain(Math.min(...numbers), Math.max(...numbers), facts.range);
  const reach = Math.max(
    0.01,
    ...[overall, ...rows].flatMap((row) => [Math.abs(row.low ?? 0), Math.abs(row.high ?? 0)]),
  );
  const tickDigits = facts.unit === 'percent' ? (domain[1] - domain[0] < 0.05 ? 1 : 0) : 2;
  return {
    title: title(task, grouping, { metric, label, rows }),
    caption: `Grey: baseline. Colour: candidate. Right: candidate less baseline, with ${confidenceText(options)} limits for the same images. Filled: certain for all groups at once (Holm). Hatched: fewer than ${minimumOf(options)} images.`,
    unit: facts.unit,
    domain,
    ticks: ticks(domain[0], domain[1], 4).map((value) => ({
      value,
      text: bareNumber(value, { unit: facts.unit, digits: tickDigits }),
    })),
    reach,
    reachText: numberText(reach, { ...points, signed: false }),
    overall,
    rows: options.sort === 'name' ? rows : rows.toSorted(byLoss(facts.direction === 'lower')),
  };
}

function description(row: Omit<DumbbellRow, 'description'>): string {
  if (row.delta === null) return `${row.name}: n/a, n = ${row.nText}`;
  return `${row.name}: from ${row.baseText} to ${row.candidateText}, ${`${row.deltaText} ${row.deltaLimits}`.trimEnd()}, n = ${row.nText}, ${inWords[row.verdict]}`;
}

const inWords: Readonly<Record<ChangeVerdict, string>> = {
  worse: 'certainly worse',
  better: 'certainly better',
  'possibly worse': 'possibly worse',
  'possibly better': 'possibly better',
  none: 'no sign of a change',
  few: 'not enough data',
};

/** One metric of a slice under both models. */
function sliceChange(slice: SliceComparison, metric: string, label?: string): MetricChange | undefined {
  if (label === undefined) return slice.metrics[metric];
  return slice.classes.find((entry) => entry.label === label)?.metrics[metric];
}

function verdictOf(
  task: TaskComparison,
  slice: SliceComparison,
  { metric, label, by }: { metric: string; label: string | undefined; by: readonly string[] },
): ChangeVerdict {
  if (slice.size !== 'enough') return 'few';
  const key = groupKey(slice.group);
  const finding = task.findings.find(
    (entry) =>
      entry.metric === metric &&
      entry.class === label &&
      entry.by.join() === by.join() &&
      groupKey(entry.group) === key,
  );
  if (!finding) return 'none';
  return finding.certain ? finding.verdict : `possibly ${finding.verdict}`;
}

/** The largest loss first; groups without enough images last. */
function byLoss(lowerIsBetter: boolean): (a: DumbbellRow, b: DumbbellRow) => number {
  const sign = lowerIsBetter ? -1 : 1;
  const rank = (row: DumbbellRow): number => (row.delta === null ? 2 : row.verdict === 'few' ? 1 : 0);
  return (a, b) => rank(a) - rank(b) || sign * ((a.delta ?? 0) - (b.delta ?? 0));
}

function title(
  task: TaskComparison,
  grouping: GroupingComparison,
  { metric, label, rows }: { metric: string; label: string | undefined; rows: readonly DumbbellRow[] },
): string {
  const subject = `${capital(task.task)}: ${lowerFirst(metricName(metric, label))}`;
  const by = grouping.by.join(' × ');
  const worse = rows
    .filter(({ verdict }) => verdict === 'worse')
    .sort((a, b) => (a.delta ?? 0) - (b.delta ?? 0));
  const better = rows.filter(({ verdict }) => verdict === 'better');
  const [first] = worse;
  if (first) {
    const others = worse.length > 1 ? ` and ${worse.length - 1} more` : '';
    return `${subject} is certainly worse for ${first.name}${others}, ${first.deltaText} ${first.deltaLimits}, n = ${first.nText}`;
  }
  if (better.length > 0) {
    const [best] = better.sort((a, b) => (b.delta ?? 0) - (a.delta ?? 0));
    const others = better.length > 1 ? ` and ${better.length - 1} more` : '';
    return `${subject} is certainly better for ${best?.name}${others}, and certainly worse for no group by ${by}`;
  }
  return `${subject} changed certainly for no group by ${by}`;
}
