import { type CellGroup, type CellSpace, cellOf, cellSpace, classOf } from '../counts/cell-space.js';
import { addToSum } from '../scores/fixed-sum.js';
import { brierScore, logLoss, rankedProbabilityScore, rankOfTruth } from '../scores/losses.js';
import type { ScoreSpec } from '../scores/score-table.js';

/** The losses, in the order of their sums. */
export const PAIRED_LOSSES: readonly string[] = ['log_loss', 'brier', 'rps'];
/** The k of top-k accuracy, in the order of their counts. */
export const PAIRED_RANKS: readonly number[] = [2, 3];

/** Both models' probabilities for the same images, per base cell × true class: integers only, so it merges exactly. */
export interface PairedScoreTable {
  readonly space: CellSpace;
  /** Class positions in natural order, where there is one. */
  readonly places: readonly number[] | undefined;
  /** cell·K + true class → sums. */
  readonly cells: Map<number, PairedScoreSums>;
}

export interface PairedScoreSums {
  n: number;
  /** Per loss three fixed-point sums: the base's, the candidate's, their squared difference. */
  losses: Float64Array;
  /** Per k three counts: true class among the base's k best, only among the candidate's, only among the base's. */
  ranks: Float64Array;
}

/** One image: what both models' probabilities are, in the order of the labels. */
export interface PairedScored {
  group: CellGroup;
  truth: string | number;
  base: ArrayLike<number>;
  candidate: ArrayLike<number>;
}

export function emptyPairedScores({ attributes, labels, order }: ScoreSpec): PairedScoreTable {
  const space = cellSpace({ attributes, labels });
  return { space, places: order?.map((label) => classOf(space, label)), cells: new Map() };
}

export function emptyPairedScoreSums(): PairedScoreSums {
  return {
    n: 0,
    losses: new Float64Array(6 * PAIRED_LOSSES.length),
    ranks: new Float64Array(3 * PAIRED_RANKS.length),
  };
}

export function addPairedScores(
  table: PairedScoreTable,
  { group, truth, base, candidate }: PairedScored,
): void {
  const { space, places, cells } = table;
  const label = classOf(space, truth);
  const key = cellOf(space, group) * space.spec.labels.length + label;
  const sums = cells.get(key) ?? emptyPairedScoreSums();
  cells.set(key, sums);
  sums.n += 1;
  const add = (loss: number, of: (scores: ArrayLike<number>) => number): void => {
    const [before, after] = [of(base), of(candidate)];
    addToSum(sums.losses, 3 * loss, before);
    addToSum(sums.losses, 3 * loss + 1, after);
    addToSum(sums.losses, 3 * loss + 2, (after - before) ** 2);
  };
  add(0, (scores) => logLoss(scores, label));
  add(1, (scores) => brierScore(scores, label));
  if (places) add(2, (scores) => rankedProbabilityScore(scores, label, places));
  const [before, after] = [rankOfTruth(base, label), rankOfTruth(candidate, label)];
  for (const [index, k] of PAIRED_RANKS.entries()) {
    count(sums.ranks, 3 * index, before <= k);
    count(sums.ranks, 3 * index + 1, after <= k && before > k);
    count(sums.ranks, 3 * index + 2, before <= k && after > k);
  }
}

function count(counts: Float64Array, place: number, holds: boolean): void {
  if (holds) counts[place] = (counts[place] as number) + 1;
}
