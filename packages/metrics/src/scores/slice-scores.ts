import type { ConfidenceBin } from '../calibration/calibration-error.js';
import { equalMassBins } from '../calibration/equal-mass.js';
import type { GroupingCells } from '../groupings/grouping-cells.js';
import type { BinEntries } from './bin-sums.js';
import { binnedAuroc, type ClassAuroc } from './binned-auroc.js';
import { WIDTH_BINS } from './bins.js';
import type { ClassHistograms } from './class-histograms.js';
import { type FineBins, type ScoreIndex, TOTALS } from './score-index.js';
import { BRIER, LOG_LOSS, RANKS, RPS } from './score-table.js';

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
  /** Bins of about equal numbers of images, by rising top confidence. */
  massBins: ConfidenceBin[];
  /** Per class; null where it has no positives or no negatives. */
  auroc: (ClassAuroc | null)[];
}

/**
 * Adds the scores of all base cells up to the groups of a grouping. In groupings by the task's own label, where AUROC
 * means nothing, every `auroc` is empty.
 */
export function rollUpScores(index: ScoreIndex, grouping: GroupingCells): SliceScores[] {
  const classes = index.table.space.spec.labels.length;
  const members = grouping.groups.map((): number[] => []);
  for (const [position, key] of index.cells.entries()) {
    members[grouping.groupOf(Math.floor(key / classes))]?.push(position);
  }
  const totals = members.map((cells) => rollUpTotals(index, cells));
  const massBins = rollUpFine(index.fine, members);
  const auroc = rollUpAuroc(index.histograms, grouping, classes);
  return grouping.groups.map((_, group) => {
    const row = totals[group] as Float64Array;
    return {
      n: row[TOTALS.n] as number,
      clipped: row[TOTALS.clipped] as number,
      logLoss: momentsOf(row, LOG_LOSS),
      brier: momentsOf(row, BRIER),
      rps: momentsOf(row, RPS),
      ranks: row.slice(TOTALS.ranks, TOTALS.ranks + RANKS),
      widthBins: widthBinsOf(row),
      massBins: massBins[group] ?? [],
      auroc: auroc[group] ?? [],
    };
  });
}

function momentsOf(row: Float64Array, loss: number): LossMoments {
  return { sum: row[TOTALS.losses + loss] as number, squares: row[TOTALS.losses + loss + 1] as number };
}

function widthBinsOf(row: Float64Array): ConfidenceBin[] {
  const bins: ConfidenceBin[] = [];
  for (let bin = 0; bin < WIDTH_BINS; bin++) {
    const at = TOTALS.width + 3 * bin;
    const [n, sumCorrect, sumConfidence] = [row[at], row[at + 1], row[at + 2]] as [number, number, number];
    bins.push({ n, sumConfidence, sumCorrect });
  }
  return bins;
}

/** One group: the sum of its score cells' rows. */
function rollUpTotals({ totals }: ScoreIndex, cells: readonly number[]): Float64Array {
  const found = new Float64Array(TOTALS.size);
  for (const cell of cells) {
    const from = cell * TOTALS.size;
    for (let part = 0; part < TOTALS.size; part++) {
      found[part] = (found[part] as number) + (totals[from + part] as number);
    }
  }
  return found;
}

/** Per group. Each bin adds up its cells in their order, so that sums do not depend on the order of counting. */
function rollUpFine({ cells, sums }: FineBins, members: readonly (readonly number[])[]): ConfidenceBin[][] {
  return members.map((own) => {
    for (const cell of own) sums.addEntries(cells[cell] as BinEntries);
    return equalMassBins(sums.take().values);
  });
}

/** Per group and class. */
function rollUpAuroc(
  { attribute, bins, cells, sums }: ClassHistograms,
  grouping: GroupingCells,
  classes: number,
): (ClassAuroc | null)[][] {
  if (attribute !== undefined && grouping.by.includes(attribute)) return [];
  const members = grouping.groups.map((): BinEntries[] => []);
  for (const { cell, entries } of cells) members[grouping.groupOf(cell)]?.push(entries);
  return members.map((own) => {
    for (const entries of own) sums.addEntries(entries);
    return sums.read((found, counts) => {
      let end = 0;
      return Array.from({ length: classes }, (_, label) => {
        const first = end;
        while (end < found.length && (found[end] as number) < (label + 1) * bins) end++;
        return binnedAuroc(found.subarray(first, end), counts);
      });
    });
  });
}
