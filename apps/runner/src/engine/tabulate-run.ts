import { forPages, runClusters, runShape } from '@evenhand/audit';
import { type AuditDocument, auditRun, type RunCounts, type Slice } from '@evenhand/contracts';
import {
  type CountRow,
  type Db,
  getRun,
  iterateFailures,
  iteratePredictions,
  type MetricRow,
  type Run,
  type RunResult,
} from '@evenhand/db';
import {
  auditTables,
  countRows,
  headlines,
  type RunShape,
  type RunTables,
  scoresToJson,
  tabulateRows,
} from '@evenhand/metrics';

/** What a run ends with, from what it stored: counts, sums over scores, and the metrics made of them. */
export function tabulateRun(db: Db, id: string): Omit<RunResult, 'warnings'> {
  const run = getRun(db, id);
  const shape = runShape(db, run);
  const seen = new Set<number>();
  const leftOut = new Set<number>();
  function* rows(): Iterable<
    ReturnType<typeof iteratePredictions> extends Iterable<infer Row> ? Row : never
  > {
    for (const row of iteratePredictions(db, { run: id })) {
      seen.add(row.sample);
      if (row.truth === null && shape.tasks[row.task]?.attribute !== null) leftOut.add(row.sample);
      yield row;
    }
  }
  const tables = tabulateRows(shape, rows());
  let failed = 0;
  for (const _ of iterateFailures(db, id)) failed += 1;
  const counts: RunCounts = { ok: seen.size, failed, excluded: leftOut.size };
  return runResult(run, { shape, tables: { ...tables, clusters: runClusters(db, run, shape) }, counts });
}

/** What a run ends with, from its tables. */
export function runResult(
  run: Run,
  { shape, tables, counts }: { shape: RunShape; tables: RunTables; counts: RunCounts },
): Omit<RunResult, 'warnings'> {
  const audit = auditTables(auditRun.parse(run), shape, tables);
  return {
    counts,
    excluded: tables.excluded,
    countRows: storedCounts(tables),
    scoreTables: new Map(tables.scores.map((table, task) => [task, JSON.stringify(scoresToJson(table))])),
    metrics: metricRows(audit),
    headlines: headlines(audit),
    forPages: forPages(audit),
  };
}

function* storedCounts(tables: RunTables): Iterable<CountRow> {
  for (const [task, table] of tables.counts.entries()) {
    const position = new Map(table.space.spec.labels.map((label, index) => [label, index]));
    for (const { group, truth, predicted, n } of countRows(table)) {
      yield {
        task,
        labels: group,
        truth: position.get(truth) ?? -1,
        predicted: position.get(predicted) ?? -1,
        n,
      };
    }
  }
}

/**
 * The numbers that are kept for plain SQL: everything of the whole and of every attribute, and of intersections
 * the numbers of the group without its classes (the counts hold the rest).
 */
function* metricRows(audit: AuditDocument): Iterable<MetricRow> {
  for (const { task, overall, groupings } of audit.tasks) {
    yield* sliceRows(task, overall, true);
    for (const { by, slices } of groupings) {
      for (const slice of slices) yield* sliceRows(task, slice, by.length === 1);
    }
  }
}

function* sliceRows(task: string, slice: Slice, withClasses: boolean): Iterable<MetricRow> {
  for (const [metric, estimate] of Object.entries(slice.metrics)) {
    yield { task, group: slice.group, class: null, metric, estimate };
  }
  if (!withClasses) return;
  for (const { label, metrics } of slice.classes) {
    for (const [metric, estimate] of Object.entries(metrics)) {
      yield { task, group: slice.group, class: label, metric, estimate };
    }
  }
}
