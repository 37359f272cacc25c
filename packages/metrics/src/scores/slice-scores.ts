import type { ConfidenceBin } from '../calibration/calibration-error.js';
import type { GroupingCells } from '../groupings/grouping-cells.js';
import { AurocSweep, type ClassAuroc } from './auroc-sweep.js';
import { LOGIT_BINS, WIDTH_BINS } from './bins.js';
import { sumValue } from './fixed-sum.js';
import { RANKS, type ScoreTable } from './score-table.js';

/** First two moments of a loss over n images. */
export interface LossMoments {
  sum: number;
  squares: number;
}

/** What the score metrics of one group are computed from. */
export interface SliceScores {
  n: number;
  clipped: number;
  logLoss: LossMoments;
  brier: LossMoments;
  /** Zero for nominal tasks. */
  rps: LossMoments;
  /** Images whose true class has rank 1, 2, 3. */
  ranks: Float64Array;
  /** Equal-width bins of the top confidence, empty ones included. */
  widthBins: ConfidenceBin[];
  /** Fine bins of the top confidence, rising, without empty ones. */
  fineBins: ConfidenceBin[];
  /** Per class; null where it has no positives or no negatives. */
  auroc: (ClassAuroc | null)[];
}

/** A score table laid out for roll-ups: entries of all cells, sorted once by bin. */
export interface ScoreIndex {
  table: ScoreTable;
  /** Keys of the score cells (base cell·K + true class), rising. */
  cells: readonly number[];
  fine: Entries;
  histogram: Entries;
}

interface Entries {
  /** Bin, or class·LOGIT_BINS + bin; rising. */
  bin: Float64Array;
  /** Position of the score cell in the index's cells. */
  cell: Float64Array;
  n: Float64Array;
  correct: Float64Array;
  confidence: Float64Array;
}

export function indexScores(table: ScoreTable): ScoreIndex {
  const cells = [...table.cells.keys()].sort((a, b) => a - b);
  const fine: Unsorted = { bin: [], cell: [], n: [], correct: [], confidence: [] };
  const histogram: Unsorted = { bin: [], cell: [], n: [], correct: [], confidence: [] };
  for (const [position, key] of cells.entries()) {
    const sums = table.cells.get(key);
    if (!sums) continue;
    for (const [bin, values] of sums.fine) {
      fine.bin.push(bin);
      fine.cell.push(position);
      fine.n.push(values[0] ?? 0);
      fine.correct.push(values[1] ?? 0);
      fine.confidence.push(sumValue(values, 1));
    }
    for (const [bin, n] of sums.histogram) {
      histogram.bin.push(bin);
      histogram.cell.push(position);
      histogram.n.push(n);
    }
  }
  return { table, cells, fine: sorted(fine, cells.length), histogram: sorted(histogram, cells.length) };
}

type Unsorted = Record<keyof Entries, number[]>;

/**
 * By bin, then by cell: a fixed order, so that sums do not depend on the order of counting. One number per entry holds
 * bin, cell and position, and numbers are sorted natively.
 */
function sorted({ bin, cell, n, correct, confidence }: Unsorted, cells: number): Entries {
  const size = bin.length;
  const keys = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    keys[at] = ((bin[at] as number) * cells + (cell[at] as number)) * size + at;
  }
  keys.sort();
  const column = (): Float64Array => new Float64Array(size);
  const found = { bin: column(), cell: column(), n: column(), correct: column(), confidence: column() };
  for (let place = 0; place < size; place++) {
    const at = (keys[place] as number) % size;
    found.bin[place] = bin[at] as number;
    found.cell[place] = cell[at] as number;
    found.n[place] = n[at] as number;
    found.correct[place] = correct[at] ?? 0;
    found.confidence[place] = confidence[at] ?? 0;
  }
  return found;
}

/** Adds the scores of all base cells up to the groups of a grouping. */
export function rollUpScores(index: ScoreIndex, grouping: GroupingCells): SliceScores[] {
  const size = index.table.space.spec.labels.length;
  const slices = grouping.groups.map(emptySlice);
  const groupOf = Int32Array.from(index.cells, (key) => grouping.groupOf(Math.floor(key / size)));
  for (const [position, key] of index.cells.entries()) {
    const slice = slices[groupOf[position] as number];
    const sums = index.table.cells.get(key);
    if (!slice || !sums) continue;
    slice.n += sums.n;
    slice.clipped += sums.clipped;
    for (const [loss, moments] of [slice.logLoss, slice.brier, slice.rps].entries()) {
      moments.sum += sumValue(sums.losses, 2 * loss);
      moments.squares += sumValue(sums.losses, 2 * loss + 1);
    }
    for (let rank = 0; rank < RANKS; rank++) {
      slice.ranks[rank] = (slice.ranks[rank] as number) + (sums.ranks[rank] as number);
    }
    for (const [bin, total] of slice.widthBins.entries()) {
      total.n += sums.widthCounts[2 * bin] as number;
      total.sumCorrect += sums.widthCounts[2 * bin + 1] as number;
      total.sumConfidence += sumValue(sums.widthSums, 3 * bin);
    }
  }
  rollUpFine(index, groupOf, slices);
  rollUpAuroc(index, groupOf, slices);
  return slices;
}

function emptySlice(): SliceScores {
  return {
    n: 0,
    clipped: 0,
    logLoss: { sum: 0, squares: 0 },
    brier: { sum: 0, squares: 0 },
    rps: { sum: 0, squares: 0 },
    ranks: new Float64Array(RANKS),
    widthBins: Array.from({ length: WIDTH_BINS }, () => ({ n: 0, sumConfidence: 0, sumCorrect: 0 })),
    fineBins: [],
    auroc: [],
  };
}

function rollUpFine({ fine }: ScoreIndex, groupOf: Int32Array, slices: SliceScores[]): void {
  const last = new Int32Array(slices.length).fill(-1);
  for (let at = 0; at < fine.bin.length; at++) {
    const group = groupOf[fine.cell[at] as number] as number;
    const bins = slices[group]?.fineBins;
    if (!bins) continue;
    if (last[group] !== fine.bin[at]) bins.push({ n: 0, sumConfidence: 0, sumCorrect: 0 });
    last[group] = fine.bin[at] as number;
    const bin = bins[bins.length - 1] as ConfidenceBin;
    bin.n += fine.n[at] as number;
    bin.sumCorrect += fine.correct[at] as number;
    bin.sumConfidence += fine.confidence[at] as number;
  }
}

function rollUpAuroc(
  { table, cells, histogram }: ScoreIndex,
  groupOf: Int32Array,
  slices: SliceScores[],
): void {
  const size = table.space.spec.labels.length;
  const truthOf = Int32Array.from(cells, (key) => key % size);
  let at = 0;
  for (let label = 0; label < size; label++) {
    const sweeps = slices.map(() => new AurocSweep());
    const end = (label + 1) * LOGIT_BINS;
    for (; at < histogram.bin.length && (histogram.bin[at] as number) < end; at++) {
      const cell = histogram.cell[at] as number;
      const sweep = sweeps[groupOf[cell] as number];
      sweep?.add(histogram.bin[at] as number, histogram.n[at] as number, truthOf[cell] === label);
    }
    for (const [group, sweep] of sweeps.entries()) slices[group]?.auroc.push(sweep.result());
  }
}
