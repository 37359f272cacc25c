import type { ConfidenceBin } from '../calibration/calibration-error.js';
import type { GroupingCells } from '../groupings/grouping-cells.js';
import { AurocSweep, type ClassAuroc } from './auroc-sweep.js';
import { LOGIT_BINS, WIDTH_BINS } from './bins.js';
import { sumValue } from './fixed-sum.js';
import { BRIER, LOG_LOSS, RANKS, RPS, type ScoreTable } from './score-table.js';

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
  fine: FineEntries;
  histogram: Entries;
}

interface Entries {
  /** Bin, or class·LOGIT_BINS + bin; rising. */
  bin: Int32Array;
  /** Position of the score cell in the index's cells. */
  cell: Int32Array;
  n: Float64Array;
}

interface FineEntries extends Entries {
  correct: Float64Array;
  confidence: Float64Array;
}

export function indexScores(table: ScoreTable): ScoreIndex {
  const cells = [...table.cells.keys()].sort((a, b) => a - b);
  return { table, cells, fine: indexFine(table, cells), histogram: indexHistogram(table, cells) };
}

function indexHistogram(table: ScoreTable, cells: readonly number[]): Entries {
  const starts = new Int32Array(table.space.spec.labels.length * LOGIT_BINS + 1);
  for (const key of cells) {
    for (const bin of table.cells.get(key)?.histogram.keys() ?? []) {
      starts[bin + 1] = (starts[bin + 1] as number) + 1;
    }
  }
  const size = runningSum(starts);
  const found = { bin: new Int32Array(size), cell: new Int32Array(size), n: new Float64Array(size) };
  for (let position = 0; position < cells.length; position++) {
    for (const [bin, n] of table.cells.get(cells[position] as number)?.histogram ?? []) {
      const place = starts[bin] as number;
      starts[bin] = place + 1;
      found.bin[place] = bin;
      found.cell[place] = position;
      found.n[place] = n;
    }
  }
  return found;
}

function indexFine(table: ScoreTable, cells: readonly number[]): FineEntries {
  const starts = new Int32Array(LOGIT_BINS + 1);
  for (const key of cells) {
    for (const bin of table.cells.get(key)?.fine.keys() ?? []) {
      starts[bin + 1] = (starts[bin + 1] as number) + 1;
    }
  }
  const size = runningSum(starts);
  const found = {
    bin: new Int32Array(size),
    cell: new Int32Array(size),
    n: new Float64Array(size),
    correct: new Float64Array(size),
    confidence: new Float64Array(size),
  };
  for (let position = 0; position < cells.length; position++) {
    for (const [bin, values] of table.cells.get(cells[position] as number)?.fine ?? []) {
      const place = starts[bin] as number;
      starts[bin] = place + 1;
      found.bin[place] = bin;
      found.cell[place] = position;
      found.n[place] = values[0] as number;
      found.correct[place] = values[1] as number;
      found.confidence[place] = sumValue(values, 1);
    }
  }
  return found;
}

/**
 * Turns counts per bin, each one place late, into the place of every bin's first entry: a counting sort by bin, then
 * by cell, which is a fixed order, so that sums do not depend on the order of counting. Returns the number of entries.
 */
function runningSum(starts: Int32Array): number {
  let sum = 0;
  for (let bin = 0; bin < starts.length; bin++) {
    sum += starts[bin] as number;
    starts[bin] = sum;
  }
  return sum;
}

/**
 * Adds the scores of all base cells up to the groups of a grouping. Without `withAuroc` every `auroc` is empty: it
 * costs more than all the rest, and means nothing in groupings by the task's own label.
 */
export function rollUpScores(
  index: ScoreIndex,
  grouping: GroupingCells,
  { withAuroc }: { withAuroc: boolean } = { withAuroc: true },
): SliceScores[] {
  const size = index.table.space.spec.labels.length;
  const slices = grouping.groups.map(emptySlice);
  const groupOf = Int32Array.from(index.cells, (key) => grouping.groupOf(Math.floor(key / size)));
  for (const [position, key] of index.cells.entries()) {
    const slice = slices[groupOf[position] as number];
    const sums = index.table.cells.get(key);
    if (!slice || !sums) continue;
    slice.n += sums.n;
    slice.clipped += sums.clipped;
    addMoments(slice.logLoss, sums.losses, LOG_LOSS);
    addMoments(slice.brier, sums.losses, BRIER);
    addMoments(slice.rps, sums.losses, RPS);
    for (let rank = 0; rank < RANKS; rank++) {
      slice.ranks[rank] = (slice.ranks[rank] as number) + (sums.ranks[rank] as number);
    }
    for (let bin = 0; bin < WIDTH_BINS; bin++) {
      const total = slice.widthBins[bin] as ConfidenceBin;
      total.n += sums.widthCounts[2 * bin] as number;
      total.sumCorrect += sums.widthCounts[2 * bin + 1] as number;
      total.sumConfidence += sumValue(sums.widthSums, 3 * bin);
    }
  }
  rollUpFine(index, groupOf, slices);
  if (withAuroc) rollUpAuroc(index, groupOf, slices);
  return slices;
}

function addMoments(moments: LossMoments, losses: Float64Array, at: number): void {
  moments.sum += sumValue(losses, at);
  moments.squares += sumValue(losses, at + 1);
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
      const group = groupOf[cell] as number;
      if (group < 0) continue;
      const sweep = sweeps[group] as AurocSweep;
      sweep.add(histogram.bin[at] as number, histogram.n[at] as number, truthOf[cell] === label);
    }
    for (const [group, sweep] of sweeps.entries()) slices[group]?.auroc.push(sweep.result());
  }
}
