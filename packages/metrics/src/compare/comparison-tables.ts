import type { GroupAttribute } from '../counts/cell-space.js';
import { addToCluster, type ClusterTable } from '../counts/cluster-table.js';
import { addScores } from '../scores/add-scores.js';
import { emptyScores, type ScoreTable } from '../scores/score-table.js';
import type { ComparedTask, ComparisonShape } from './comparison-shape.js';
import { addJoint, emptyJoint, type JointTable, jointKey } from './joint-table.js';
import { addPairedScores, emptyPairedScores, type PairedScoreTable } from './paired-scores.js';

/** What one task's comparison is made of. All of it adds up, so parts may be tabulated apart and merged. */
export interface ComparisonTables {
  /** Per candidate. */
  joints: JointTable[];
  /** Per candidate, in the cells of its joint table; empty where no image is in a cluster. */
  clusters: ClusterTable[];
  /** Per candidate; images for which both runs kept probabilities. */
  pairedScores: PairedScoreTable[];
  /** Per run, base first; images for which every run kept probabilities. */
  scores: ScoreTable[];
  /** Which runs were right, as bits (base 1, first candidate 2, …) → images. */
  patterns: Map<number, number>;
  /** Images whose label some run's map leaves out of the task. */
  excluded: number;
  /** Images of which the runs hold different labels to be true. */
  disputed: number;
}

/** What every run says about one image in one task; classes by position in the run's own labels. */
export interface SharedRow {
  /** Place in the shape's tasks. */
  task: number;
  labels: Readonly<Record<string, string | null>>;
  /** The person, burst or album, where the data set says which images belong together. */
  cluster?: string | undefined;
  /** Base first. */
  predictions: readonly { truth: number | null; predicted: number; scores: readonly number[] | null }[];
}

export function emptyComparisonTables({ attributes, tasks }: ComparisonShape): ComparisonTables[] {
  return tasks.map((task) => emptyTask(attributes, task));
}

function emptyTask(
  attributes: readonly GroupAttribute[],
  { labels, kind, order, runs }: ComparedTask,
): ComparisonTables {
  const spec = { attributes, labels, order: kind === 'ordinal' ? (order ?? labels) : undefined };
  const candidates = runs.slice(1);
  return {
    joints: candidates.map(() => emptyJoint(spec)),
    clusters: candidates.map(() => new Map()),
    pairedScores: candidates.map(() => emptyPairedScores(spec)),
    scores: runs.map(() => emptyScores(spec)),
    patterns: new Map(),
    excluded: 0,
    disputed: 0,
  };
}

/** Tabulates what several runs say about the same images: one pass, in any order. */
export function tabulateShared(shape: ComparisonShape, rows: Iterable<SharedRow>): ComparisonTables[] {
  const tables = emptyComparisonTables(shape);
  for (const row of rows) {
    const table = tables[row.task];
    const task = shape.tasks[row.task];
    if (table && task) addRow(table, row, task);
  }
  return tables;
}

function addRow(
  table: ComparisonTables,
  { labels: group, predictions, cluster }: SharedRow,
  { runs }: ComparedTask,
): void {
  const place = (run: number, label: number): number => runs[run]?.positions[label] ?? -1;
  const truths = predictions.map(({ truth }, run) => (truth === null ? null : place(run, truth)));
  const [truth] = truths;
  if (truth === undefined || truth === null || truths.includes(null)) {
    table.excluded += 1;
    return;
  }
  if (truths.some((other) => other !== truth)) {
    table.disputed += 1;
    return;
  }
  const predicted = predictions.map((prediction, run) => place(run, prediction.predicted));
  const [base = -1, ...candidates] = predicted;
  for (const [index, candidate] of candidates.entries()) {
    const joint = table.joints[index];
    if (!joint) continue;
    const compared = { group, truth, base, candidate };
    addJoint(joint, compared);
    const own = table.clusters[index];
    if (own && cluster !== undefined) addToCluster(own, cluster, { key: jointKey(joint.space, compared) });
  }
  const pattern = predicted.reduce((bits, label, run) => bits | (label === truth ? 1 << run : 0), 0);
  table.patterns.set(pattern, (table.patterns.get(pattern) ?? 0) + 1);
  const scores = predictions.map((prediction, run) => inBaseOrder(prediction.scores, runs[run]?.positions));
  addSharedScores(table, { group, truth, predicted, scores });
}

function addSharedScores(
  table: ComparisonTables,
  image: {
    group: SharedRow['labels'];
    truth: number;
    predicted: readonly number[];
    scores: readonly (ArrayLike<number> | null)[];
  },
): void {
  const { group, truth, predicted, scores } = image;
  const [base] = scores;
  if (!base || scores.includes(null)) return;
  for (const [run, own] of scores.entries()) {
    const sums = table.scores[run];
    if (sums && own) addScores(sums, { group, truth, predicted: predicted[run], scores: own });
    const paired = table.pairedScores[run - 1];
    if (paired && own) addPairedScores(paired, { group, truth, base, candidate: own });
  }
}

function inBaseOrder(
  scores: readonly number[] | null,
  positions: readonly number[] = [],
): ArrayLike<number> | null {
  if (scores === null || positions.every((position, index) => position === index)) return scores;
  const ordered = new Float64Array(scores.length);
  for (const [index, position] of positions.entries()) ordered[position] = scores[index] ?? 0;
  return ordered;
}
