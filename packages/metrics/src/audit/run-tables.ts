import type { AuditDocument, AuditPlan, AuditRun, LabelKind, TaskAudit } from '@evenhand/contracts';
import { type CellGroup, cellSpace, type GroupAttribute } from '../counts/cell-space.js';
import { addToCluster, type ClusterTable } from '../counts/cluster-table.js';
import { addCount, type CountTable, countKey, emptyCounts } from '../counts/count-table.js';
import { addScores } from '../scores/add-scores.js';
import { emptyScores, type ScoreTable } from '../scores/score-table.js';
import { auditDocument } from './audit-document.js';
import { auditTask } from './audit-task.js';

export interface RunTask {
  name: string;
  kind: LabelKind;
  /** In the model's output order. */
  labels: readonly string[];
  order?: readonly string[] | undefined;
  /** The data set's attribute that is this task's truth; null where the task is predicted but not audited. */
  attribute: string | null;
}

/** What a run is counted by. */
export interface RunShape {
  attributes: readonly GroupAttribute[];
  tasks: readonly RunTask[];
  /** Every attribute and every intersection of up to three where left out: many attributes make many slices. */
  groupings?: readonly (readonly string[])[] | undefined;
  /** What was decided before the run. */
  plan?: Partial<AuditPlan> | undefined;
}

/** A run's sufficient statistics, per task in task order. */
export interface RunTables {
  counts: CountTable[];
  scores: ScoreTable[];
  /** Samples left out of the task because their label maps to nothing. */
  excluded: number[];
  /** Where the data set says which images belong together. */
  clusters?: readonly ClusterTable[] | undefined;
}

/** One stored prediction; task and classes by position. */
export interface PredictedRow {
  task: number;
  labels: Readonly<Record<string, string | null>>;
  truth: number | null;
  predicted: number;
  scores: readonly number[] | null;
  /** Person or burst that the image belongs to. */
  cluster?: string | undefined;
}

export function emptyRunTables({ attributes, tasks }: RunShape): RunTables {
  return {
    counts: tasks.map(({ labels }) => emptyCounts({ attributes, labels })),
    scores: tasks.map(({ labels, order }) => emptyScores({ attributes, labels, order })),
    excluded: tasks.map(() => 0),
  };
}

/** Tabulates stored predictions: one pass, in any order. */
export function tabulateRows(shape: RunShape, rows: Iterable<PredictedRow>): RunTables {
  const tables = emptyRunTables(shape);
  for (const row of rows) addRow(tables, shape, row);
  return tables;
}

/** Adds one stored prediction, whose labels may also be given as positions. */
export function addRow(
  tables: RunTables,
  shape: RunShape,
  row: Omit<PredictedRow, 'labels'> & { labels: CellGroup },
): void {
  const { task, labels, truth, predicted, scores } = row;
  const counts = tables.counts[task];
  const sums = tables.scores[task];
  if (!counts || !sums || shape.tasks[task]?.attribute === null) return;
  if (truth === null) {
    tables.excluded[task] = (tables.excluded[task] ?? 0) + 1;
    return;
  }
  addCount(counts, { group: labels, truth, predicted });
  if (scores !== null) addScores(sums, { group: labels, truth, predicted, scores });
}

/** The clusters of stored predictions, for cluster-robust limits; undefined where no image is in one. */
export function tabulateClusters(
  { attributes, tasks }: RunShape,
  rows: Iterable<PredictedRow>,
): ClusterTable[] | undefined {
  const spaces = tasks.map(({ labels }) => cellSpace({ attributes, labels }));
  const tables = tasks.map((): ClusterTable => new Map());
  for (const { task, labels, truth, predicted, cluster } of rows) {
    const [table, space] = [tables[task], spaces[task]];
    if (!table || !space || truth === null || cluster === undefined || tasks[task]?.attribute === null)
      continue;
    addToCluster(table, cluster, { key: countKey(space, { group: labels, truth, predicted }) });
  }
  return tables.some(({ size }) => size > 0) ? tables : undefined;
}

/** What of a run's shape an audit may do otherwise. */
export interface AuditChoice {
  task: string;
  groupings?: readonly (readonly string[])[] | undefined;
  plan?: Partial<AuditPlan> | undefined;
}

/** One task of a run's audit; undefined where the run does not measure it. */
export function auditRunTask(
  shape: RunShape,
  { counts, scores, excluded, clusters }: RunTables,
  { task, groupings = shape.groupings, plan = shape.plan }: AuditChoice,
): TaskAudit | undefined {
  const index = shape.tasks.findIndex(({ name }) => name === task);
  const own = shape.tasks[index];
  const table = counts[index];
  if (!own || !table || own.attribute === null) return undefined;
  const { name, kind, labels, order, attribute } = own;
  return auditTask({
    task: name,
    kind,
    labels,
    order,
    attribute,
    counts: table,
    scores: scores[index],
    clusters: clusters?.[index],
    excluded: excluded[index] ?? 0,
    groupings,
    plan,
  });
}

/** The audit document of a run: every task that the data set can measure. */
export function auditTables(run: AuditRun, shape: RunShape, tables: RunTables): AuditDocument {
  return auditDocument(
    run,
    shape.tasks.flatMap(({ name }) => auditRunTask(shape, tables, { task: name }) ?? []),
  );
}
