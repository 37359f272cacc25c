import { type BinEntries, BinSums } from './bin-sums.js';
import { LOGIT_BINS, WIDTH_BINS } from './bins.js';
import { type ClassHistograms, classHistograms } from './class-histograms.js';
import { sumValue } from './fixed-sum.js';
import { FINE_WIDTH, RANKS, type ScoreSums, type ScoreTable } from './score-table.js';

/** Loss moments in a row of `ScoreIndex.totals`: as in `ScoreSums.losses`. */
const LOSSES = 6;

/** Where the numbers of a score cell or a group are in its row of totals. */
export const TOTALS = {
  n: 0,
  clipped: 1,
  losses: 2,
  ranks: 2 + LOSSES,
  /** Three numbers per equal-width bin: images, correct ones, sum of confidences. */
  width: 2 + LOSSES + RANKS,
  size: 2 + LOSSES + RANKS + 3 * WIDTH_BINS,
} as const;

/** A score table laid out for roll-ups: once, and read once per grouping. */
export interface ScoreIndex {
  table: ScoreTable;
  /** Keys of the score cells (base cell·K + true class), rising. */
  cells: readonly number[];
  /** A row of `TOTALS.size` numbers per score cell. */
  totals: Float64Array;
  fine: FineBins;
  histograms: ClassHistograms;
}

export interface FineBins {
  /** Per score cell, by fine bin of the top confidence: images, correct ones, sum of confidences. */
  cells: BinEntries[];
  /** Empty, for adding up: large, and so not made anew for each grouping. */
  sums: BinSums;
}

/** `attribute`: the one that is the task's own label. */
export function indexScores(table: ScoreTable, attribute?: string | undefined): ScoreIndex {
  const cells = [...table.cells.keys()].sort((a, b) => a - b);
  const sums = cells.map((key) => table.cells.get(key) as ScoreSums);
  return {
    table,
    cells,
    totals: totalsOf(sums),
    fine: fineBins(sums, LOGIT_BINS >>> table.joinedBits),
    histograms: classHistograms(table, attribute),
  };
}

function totalsOf(cells: readonly ScoreSums[]): Float64Array {
  const totals = new Float64Array(cells.length * TOTALS.size);
  for (const [position, sums] of cells.entries()) {
    const row = totals.subarray(position * TOTALS.size, (position + 1) * TOTALS.size);
    row[TOTALS.n] = sums.n;
    row[TOTALS.clipped] = sums.clipped;
    for (let loss = 0; loss < LOSSES; loss++) row[TOTALS.losses + loss] = sumValue(sums.losses, loss);
    row.set(sums.ranks, TOTALS.ranks);
    for (let bin = 0; bin < WIDTH_BINS; bin++) {
      const at = TOTALS.width + 3 * bin;
      row[at] = sums.widthCounts[2 * bin] as number;
      row[at + 1] = sums.widthCounts[2 * bin + 1] as number;
      row[at + 2] = sumValue(sums.widthSums, 3 * bin);
    }
  }
  return totals;
}

function fineBins(cells: readonly ScoreSums[], bins: number): FineBins {
  const sums = new BinSums(bins, 3);
  const found = cells.map(({ fine }) => {
    const { slots, values } = fine;
    for (const slot of fine.taken()) {
      const bin = slots[slot] as number;
      const at = slot * FINE_WIDTH;
      sums.add(bin, 0, values[at] as number);
      sums.add(bin, 1, values[at + 1] as number);
      sums.add(bin, 2, sumValue(values, at / 2 + 1));
    }
    return sums.take();
  });
  return { cells: found, sums };
}
