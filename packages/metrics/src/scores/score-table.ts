import { type CellSpace, type CellSpec, cellSpace, classOf } from '../counts/cell-space.js';
import { BinTable } from './bin-table.js';
import { WIDTH_BINS } from './bins.js';

export interface ScoreSpec extends CellSpec {
  /** Natural order of an ordinal task's labels: adds the ranked probability score. */
  readonly order?: readonly string[] | undefined;
}

/**
 * What an audit needs of the probabilities of one task, per base cell × true class: sums of losses, calibration bins
 * and score histograms. All of it adds up exactly (integers only), so it merges like the count table, and its size
 * does not grow with the number of images.
 */
export interface ScoreTable {
  readonly space: CellSpace;
  readonly order: readonly string[] | undefined;
  /** Class positions in natural order, where there is one. */
  readonly places: readonly number[] | undefined;
  /** Images in all cells. */
  images: number;
  /** So many fine bins, as a power of two, are one in this table: `joinedBits` of its images. */
  joinedBits: number;
  /** cell·K + true class → sums. */
  readonly cells: Map<number, ScoreSums>;
}

/** Positions of the sums in `ScoreSums.losses`; each one is followed by the sum of squares. */
export const LOG_LOSS = 0;
export const BRIER = 2;
export const RPS = 4;
/** Ranks of the true class that are counted: 1, 2 and 3. */
export const RANKS = 3;

/** Numbers of a fine bin: images, correct ones, and the two of a fixed-point sum. */
export const FINE_WIDTH = 4;

export interface ScoreSums {
  n: number;
  /** Images whose true class got a probability below the smallest one that the log loss distinguishes. */
  clipped: number;
  /** Fixed-point sums: log loss, its square, Brier, its square, ranked probability score, its square. */
  losses: Float64Array;
  /** Images whose true class has rank 1, 2, 3. */
  ranks: Float64Array;
  /** By equal-width bin of the top confidence: images, correct ones. */
  widthCounts: Float64Array;
  /** Fixed-point sums by equal-width bin: confidence, its square, confidence where correct. */
  widthSums: Float64Array;
  /** Fine bin of the top confidence / 2^joinedBits → images, correct ones, fixed-point sum of confidences (two numbers). */
  fine: BinTable;
  /** (class·LOGIT_BINS + fine bin of that class's score) / 2^joinedBits → images. */
  histogram: BinTable;
}

export function emptyScores(spec: ScoreSpec): ScoreTable {
  const { attributes, labels, order } = spec;
  const space = cellSpace({ attributes, labels });
  return {
    space,
    order,
    places: order?.map((label) => classOf(space, label)),
    images: 0,
    joinedBits: 0,
    cells: new Map(),
  };
}

export function emptyScoreSums(): ScoreSums {
  return {
    n: 0,
    clipped: 0,
    losses: new Float64Array(12),
    ranks: new Float64Array(RANKS),
    widthCounts: new Float64Array(2 * WIDTH_BINS),
    widthSums: new Float64Array(6 * WIDTH_BINS),
    fine: new BinTable(FINE_WIDTH),
    histogram: new BinTable(1),
  };
}
