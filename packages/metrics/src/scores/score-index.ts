import type { BinTable } from './bin-table.js';
import { LOGIT_BINS, WIDTH_BINS } from './bins.js';
import { sumValue } from './fixed-sum.js';
import { RANKS, type ScoreSums, type ScoreTable } from './score-table.js';

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

/** Entries of all score cells, sorted by bin and then by cell. */
export interface BinEntries {
  /** Those of bin b are starts[b] to starts[b + 1], exclusive. */
  starts: Int32Array;
  /** Numbers per entry: the position of its score cell in the index's cells, then those of the entry. */
  width: number;
  values: Float64Array;
}

/** A score table laid out for roll-ups: sorted once, read once per grouping. */
export interface ScoreIndex {
  table: ScoreTable;
  /** Keys of the score cells (base cell·K + true class), rising. */
  cells: readonly number[];
  /** A row of `TOTALS.size` numbers per score cell. */
  totals: Float64Array;
  /** By fine bin of the top confidence: images, correct ones, sum of confidences. */
  fine: BinEntries;
  /** By class·LOGIT_BINS + bin of that class's score: images. */
  histogram: BinEntries;
}

export function indexScores(table: ScoreTable): ScoreIndex {
  const cells = [...table.cells.keys()].sort((a, b) => a - b);
  const sums = cells.map((key) => table.cells.get(key) as ScoreSums);
  const classes = table.space.spec.labels.length;
  return {
    table,
    cells,
    totals: totalsOf(sums),
    fine: sortedByBin(
      sums.map(({ fine }) => fine),
      { bins: LOGIT_BINS, width: 4, write: writeFine },
    ),
    histogram: sortedByBin(
      sums.map(({ histogram }) => histogram),
      { bins: classes * LOGIT_BINS, width: 2, write: writeImages },
    ),
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

interface Layout {
  bins: number;
  width: number;
  /** Writes the numbers of a bin, which begin at `at` in the table's values, to `to` and after it. */
  write: (table: BinTable, at: number, into: { values: Float64Array; to: number }) => void;
}

/** A counting sort by bin, then by cell: a fixed order, so that sums do not depend on the order of counting. */
function sortedByBin(tables: readonly BinTable[], { bins, width, write }: Layout): BinEntries {
  const starts = new Int32Array(bins + 1);
  for (const { slots } of tables) {
    for (let slot = 0; slot < slots.length; slot++) {
      const bin = slots[slot] as number;
      if (bin >= 0) starts[bin + 1] = (starts[bin + 1] as number) + 1;
    }
  }
  for (let bin = 0; bin < bins; bin++)
    starts[bin + 1] = (starts[bin + 1] as number) + (starts[bin] as number);
  const next = starts.slice(0, bins);
  const into = { values: new Float64Array((starts[bins] as number) * width), to: 0 };
  for (let cell = 0; cell < tables.length; cell++) {
    const table = tables[cell] as BinTable;
    const { slots } = table;
    for (let slot = 0; slot < slots.length; slot++) {
      const bin = slots[slot] as number;
      if (bin < 0) continue;
      const place = next[bin] as number;
      next[bin] = place + 1;
      into.to = place * width;
      into.values[into.to++] = cell;
      write(table, slot * table.width, into);
    }
  }
  return { starts, width, values: into.values };
}

function writeImages(table: BinTable, at: number, into: { values: Float64Array; to: number }): void {
  into.values[into.to] = table.values[at] as number;
}

function writeFine(table: BinTable, at: number, into: { values: Float64Array; to: number }): void {
  into.values[into.to] = table.values[at] as number;
  into.values[into.to + 1] = table.values[at + 1] as number;
  into.values[into.to + 2] = sumValue(table.values, at / 2 + 1);
}
