import { checkSameSpec } from '../counts/cell-space.js';
import { addToCluster, type ClusterTable } from '../counts/cluster-table.js';
import { mergeSums } from '../scores/fixed-sum.js';
import { mergeScores } from '../scores/merge-scores.js';
import type { ComparisonTables } from './comparison-tables.js';
import type { JointTable } from './joint-table.js';
import { emptyPairedScoreSums, type PairedScoreTable } from './paired-scores.js';

/** The tables of both parts' images together, for one task. Neither argument is changed. */
export function mergeComparisonTables(a: ComparisonTables, b: ComparisonTables): ComparisonTables {
  return {
    joints: zip(a.joints, b.joints, mergeJoint),
    clusters: zip(a.clusters, b.clusters, mergeClusters),
    pairedScores: zip(a.pairedScores, b.pairedScores, mergePairedScores),
    scores: zip(a.scores, b.scores, mergeScores),
    patterns: mergeCounts(a.patterns, b.patterns),
    excluded: a.excluded + b.excluded,
    disputed: a.disputed + b.disputed,
  };
}

function zip<T>(a: readonly T[], b: readonly T[], merge: (a: T, b: T) => T): T[] {
  if (a.length !== b.length) throw new RangeError('the two tables compare different numbers of runs');
  return a.map((own, index) => merge(own, b[index] as T));
}

function mergeCounts(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const sums = new Map(a);
  for (const [key, n] of b) sums.set(key, (sums.get(key) ?? 0) + n);
  return sums;
}

function mergeJoint(a: JointTable, b: JointTable): JointTable {
  checkSameSpec(a.space.spec, b.space.spec);
  return { space: a.space, entries: mergeCounts(a.entries, b.entries) };
}

function mergeClusters(a: ClusterTable, b: ClusterTable): ClusterTable {
  const merged: ClusterTable = new Map();
  for (const [cluster, entries] of [...a, ...b]) {
    for (const [key, n] of entries) addToCluster(merged, cluster, { key, n });
  }
  return merged;
}

function mergePairedScores(a: PairedScoreTable, b: PairedScoreTable): PairedScoreTable {
  checkSameSpec(a.space.spec, b.space.spec);
  const cells: PairedScoreTable['cells'] = new Map();
  for (const { cells: own } of [a, b]) {
    for (const [key, from] of own) {
      const into = cells.get(key) ?? emptyPairedScoreSums();
      into.n += from.n;
      mergeSums(into.losses, from.losses);
      for (let i = 0; i < into.ranks.length; i++) {
        into.ranks[i] = (into.ranks[i] as number) + (from.ranks[i] as number);
      }
      cells.set(key, into);
    }
  }
  return { ...a, cells };
}
