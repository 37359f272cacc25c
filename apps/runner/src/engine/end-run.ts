import { forPages, runClusters, runShape } from '@evenhand/audit';
import {
  type AuditDocument,
  auditRun,
  type RunCounts,
  type RunWarning,
  type Slice,
  type TaskAudit,
} from '@evenhand/contracts';
import {
  ColumnCollector,
  type CountRow,
  type Db,
  finishRun,
  getRun,
  iterateFailures,
  iteratePredictions,
  type MetricRow,
  type RunResult,
} from '@evenhand/db';
import {
  auditDocument,
  auditRunTask,
  countRows,
  emptyRunTables,
  headlines,
  type RunShape,
  type RunTables,
  scoresToJson,
} from '@evenhand/metrics';
import { GroupedRows } from './grouped-rows.js';

/** A run whose predictions are all counted. */
export interface TabulatedRun {
  shape: RunShape;
  tables: RunTables;
  counts: RunCounts;
  /** The predictions themselves. */
  predictions: ColumnCollector;
}

/** Counts the predictions that a run has stored. */
export function tabulateRun(db: Db, id: string): TabulatedRun {
  const run = getRun(db, id);
  const shape = runShape(db, run);
  const tables = emptyRunTables(shape);
  const rows = new GroupedRows(tables, shape);
  const predictions = new ColumnCollector();
  const seen = new Set<number>();
  const leftOut = new Set<number>();
  for (const row of iteratePredictions(db, { run: id })) {
    seen.add(row.sample);
    if (row.truth === null && shape.tasks[row.task]?.attribute !== null) leftOut.add(row.sample);
    rows.add(row);
    predictions.add(row);
  }
  rows.flush();
  let failed = 0;
  for (const _ of iterateFailures(db, id)) failed += 1;
  return {
    shape,
    tables: { ...tables, clusters: runClusters(db, run, shape) },
    counts: { ok: seen.size, failed, excluded: leftOut.size },
    predictions,
  };
}

/** What a run has measured, before it ends. */
export interface MeasuredRun {
  tasks: TaskAudit[];
  result: Omit<RunResult, 'warnings'>;
}

/** Measures what was counted. */
export function measureRun({ shape, tables, counts, predictions }: TabulatedRun): MeasuredRun {
  const tasks = shape.tasks.flatMap(({ name }) => auditRunTask(shape, tables, { task: name }) ?? []);
  const { parts, ...pages } = forPages({ tasks });
  return {
    tasks,
    result: {
      counts,
      excluded: tables.excluded,
      predictions,
      countRows: [...storedCounts(tables)],
      scoreTables: new Map(tables.scores.map((table, task) => [task, JSON.stringify(scoresToJson(table))])),
      metrics: [...metricRows(tasks)],
      headlines: headlines({ tasks }),
      forPages: { ...pages, parts: [...parts] },
    },
  };
}

/**
 * Ends a run with its counts, sums over scores, metrics and summary. Returns the audit document, which is the one that
 * every reader makes of what is stored.
 *
 * @throws UserError `unknown_run`, `run_taken_over`, `database_locked`, `disk_full`
 */
export function endRun(
  db: Db,
  run: string,
  { measured, warnings }: { measured: MeasuredRun; warnings: RunWarning[] },
): AuditDocument {
  const finished = finishRun(db, { run, ...measured.result, warnings });
  return auditDocument(auditRun.parse(finished), measured.tasks);
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
function* metricRows(tasks: readonly TaskAudit[]): Iterable<MetricRow> {
  for (const { task, overall, groupings } of tasks) {
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
