import type { ConfidenceBin } from '../calibration/calibration-error.js';
import type { GroupingCells } from '../groupings/grouping-cells.js';
import { LOGIT_BINS, WIDTH_BINS } from './bins.js';
import { sumValue } from './fixed-sum.js';
import { RANKS, type ScoreTable } from './score-table.js';

/** First two moments of a loss over n images. */
export interface LossMoments {
  sum: number;
  squares: number;
}

/** One class against the rest, from histograms. */
export interface ClassAuroc {
  value: number;
  /** The exact value is within ± this: pairs in one bin count as ties. */
  bound: number;
  /** DeLong's standard error; null with fewer than two positives or negatives. */
  error: number | null;
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
  fine: Entries;
  histogram: Entries;
}

interface Entries {
  /** Bin, or class·LOGIT_BINS + bin; rising. */
  bin: Float64Array;
  /** Key of the score cell: base cell·K + true class. */
  cell: Float64Array;
  n: Float64Array;
  correct: Float64Array;
  confidence: Float64Array;
}

export function indexScores(table: ScoreTable): ScoreIndex {
  const fine: number[][] = [];
  const histogram: number[][] = [];
  for (const [key, sums] of table.cells) {
    for (const [bin, values] of sums.fine) {
      fine.push([bin, key, values[0] ?? 0, values[1] ?? 0, sumValue(values, 1)]);
    }
    for (const [bin, n] of sums.histogram) histogram.push([bin, key, n]);
  }
  return { table, fine: sorted(fine), histogram: sorted(histogram) };
}

/** By bin, then by cell: a fixed order, so that sums do not depend on the order of counting. */
function sorted(rows: number[][]): Entries {
  rows.sort((a, b) => (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number));
  const column = (index: number): Float64Array => Float64Array.from(rows, (row) => row[index] ?? 0);
  return { bin: column(0), cell: column(1), n: column(2), correct: column(3), confidence: column(4) };
}

/** Adds the scores of all base cells up to the groups of a grouping. */
export function rollUpScores(index: ScoreIndex, grouping: GroupingCells): SliceScores[] {
  const size = index.table.space.spec.labels.length;
  const slices = grouping.groups.map(emptySlice);
  const keys = [...index.table.cells.keys()].sort((a, b) => a - b);
  for (const key of keys) {
    const slice = slices[grouping.groupOf(Math.floor(key / size))];
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
  rollUpFine(index, grouping, slices);
  rollUpAuroc(index, grouping, slices);
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

function rollUpFine({ table, fine }: ScoreIndex, grouping: GroupingCells, slices: SliceScores[]): void {
  const size = table.space.spec.labels.length;
  const last = new Int32Array(slices.length).fill(-1);
  for (let at = 0; at < fine.bin.length; at++) {
    const group = grouping.groupOf(Math.floor((fine.cell[at] as number) / size));
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

/** Running state of one group while the bins of one class go by from the lowest score to the highest. */
class AurocSweep {
  #bin = -1;
  #positivesHere = 0;
  #negativesHere = 0;
  #positives = 0;
  #negatives = 0;
  #ties = 0;
  /** Σ and Σ² over positives of the negatives below, and over negatives of the positives below (ties half). */
  #below = 0;
  #belowSquares = 0;
  #above = 0;
  #aboveSquares = 0;

  add(bin: number, n: number, isPositive: boolean): void {
    if (bin !== this.#bin) this.#close();
    this.#bin = bin;
    if (isPositive) this.#positivesHere += n;
    else this.#negativesHere += n;
  }

  #close(): void {
    const [p, n] = [this.#positivesHere, this.#negativesHere];
    const below = this.#negatives + n / 2;
    const above = this.#positives + p / 2;
    this.#below += p * below;
    this.#belowSquares += p * below * below;
    this.#above += n * above;
    this.#aboveSquares += n * above * above;
    this.#ties += p * n;
    this.#positives += p;
    this.#negatives += n;
    this.#positivesHere = 0;
    this.#negativesHere = 0;
  }

  result(): ClassAuroc | null {
    this.#close();
    const [p, n] = [this.#positives, this.#negatives];
    if (!(p > 0 && n > 0)) return null;
    const value = this.#below / p / n;
    const bound = this.#ties / p / n / 2;
    if (p < 2 || n < 2) return { value, bound, error: null };
    const ofPositives = (this.#belowSquares - (this.#below * this.#below) / p) / (p - 1) / (n * n);
    const ofNegatives = (this.#aboveSquares - (this.#above * this.#above) / n) / (n - 1) / (p * p);
    return { value, bound, error: Math.sqrt(Math.max(0, ofPositives / p + ofNegatives / n)) };
  }
}

function rollUpAuroc({ table, histogram }: ScoreIndex, grouping: GroupingCells, slices: SliceScores[]): void {
  const size = table.space.spec.labels.length;
  let at = 0;
  for (let label = 0; label < size; label++) {
    const sweeps = slices.map(() => new AurocSweep());
    const end = (label + 1) * LOGIT_BINS;
    for (; at < histogram.bin.length && (histogram.bin[at] as number) < end; at++) {
      const cell = histogram.cell[at] as number;
      const sweep = sweeps[grouping.groupOf(Math.floor(cell / size))];
      sweep?.add(histogram.bin[at] as number, histogram.n[at] as number, cell % size === label);
    }
    for (const [group, sweep] of sweeps.entries()) slices[group]?.auroc.push(sweep.result());
  }
}
