import type { AuditDocument, Estimate, Group, Slice, TaskAudit } from '@evenhand/contracts';
import { csvTable } from './csv-table.js';

/** One number: what it is of, and its limits. Everything in full precision. */
interface Line {
  task: string;
  group: Group;
  class?: string | undefined;
  measure: string;
  metric: string;
  value: number | null;
  low?: number | null | undefined;
  high?: number | null | undefined;
  n?: number | undefined;
  method?: string | undefined;
  reason?: string | undefined;
}

/**
 * Every number of an audit as one tidy table (RFC 4180): a row per number, a column per attribute, empty where the
 * number is of all its labels.
 */
export function auditCsv({ tasks }: AuditDocument): string {
  const attributes = [...new Set(tasks.flatMap(({ groupings }) => groupings.flatMap(({ by }) => by)))];
  const head = [
    'task',
    ...attributes.map((name) => `group.${name}`),
    'class',
    'measure',
    'metric',
    'value',
    'low',
    'high',
    'n',
    'method',
    'reason',
  ];
  const lines = tasks.flatMap((task) => [...taskLines(task)]);
  return csvTable(
    head,
    lines.map((line) => [
      line.task,
      ...attributes.map((name) => line.group[name] ?? ''),
      line.class ?? '',
      line.measure,
      line.metric,
      line.value,
      line.low ?? null,
      line.high ?? null,
      line.n ?? null,
      line.method ?? '',
      line.reason ?? '',
    ]),
  );
}

function* taskLines(task: TaskAudit): Iterable<Line> {
  yield* sliceLines(task, task.overall);
  for (const grouping of task.groupings) {
    for (const slice of grouping.slices) yield* sliceLines(task, slice);
    for (const disparity of grouping.disparities) {
      const { metric, class: label, best, worst, contrasts = [] } = disparity;
      const of = { task: task.task, class: label, metric };
      const by = grouping.by.join(' × ');
      const all = { ...of, group: {} };
      yield { ...of, group: best.group, measure: `best by ${by}`, value: best.value };
      yield { ...of, group: worst.group, measure: `worst by ${by}`, value: worst.value };
      yield { ...all, ...limits(disparity.gap), measure: `gap by ${by}` };
      yield { ...all, ...limits(disparity.ratio), measure: `ratio by ${by}` };
      yield { ...all, ...limits(disparity.betweenGroupSd), measure: `between-group SD by ${by}` };
      yield { ...all, measure: `gap if fair by ${by}`, value: disparity.expectedGapIfFair };
      yield { ...all, measure: `p by ${by}`, value: disparity.p };
      if (disparity.q !== undefined) yield { ...all, measure: `p, adjusted, by ${by}`, value: disparity.q };
      for (const { group, difference, adjustedP } of contrasts) {
        yield { ...of, group, ...limits(difference), measure: 'difference' };
        yield { ...of, group, measure: 'difference: p, adjusted', value: adjustedP };
      }
    }
  }
}

function* sliceLines(task: TaskAudit, slice: Slice): Iterable<Line> {
  const of = { task: task.task, group: slice.group };
  yield { ...of, measure: 'images', metric: 'n', value: slice.n };
  yield* estimateLines(of, 'value', slice.metrics);
  if (slice.standardised) yield* estimateLines(of, 'at a common label mix', slice.standardised.metrics);
  if (slice.shrunken) yield { ...of, ...limits(slice.shrunken), measure: 'shrunken', metric: 'accuracy' };
  for (const { label, metrics } of slice.classes)
    yield* estimateLines({ ...of, class: label }, 'value', metrics);
  for (const { label, metrics } of slice.standardised?.classes ?? []) {
    yield* estimateLines({ ...of, class: label }, 'at a common label mix', metrics);
  }
  for (const [row, counts] of slice.confusion.entries()) {
    for (const [column, count] of counts.entries()) {
      yield {
        ...of,
        class: task.labels[row],
        measure: 'predicted as',
        metric: task.labels[column] ?? '',
        value: count,
      };
    }
  }
}

function* estimateLines(
  of: Pick<Line, 'task' | 'group' | 'class'>,
  measure: string,
  metrics: Readonly<Record<string, Estimate>>,
): Iterable<Line> {
  for (const [metric, estimate] of Object.entries(metrics))
    yield { ...of, ...limits(estimate), measure, metric };
}

function limits({ value, low, high, n, method, reason }: Estimate) {
  return { value, low, high, n, method, reason };
}
