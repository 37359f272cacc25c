import type { ConfidenceBin } from '../calibration/calibration-error.js';
import { equalMassBins } from '../calibration/equal-mass.js';
import type { GroupingCells } from '../groupings/grouping-cells.js';
import { AurocSweep, type ClassAuroc } from './auroc-sweep.js';
import { LOGIT_BINS, WIDTH_BINS } from './bins.js';
import { type ScoreIndex, TOTALS } from './score-index.js';
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
 * Adds the scores of all base cells up to the groups of a grouping. Without `withAuroc` every `auroc` is empty: it
 * costs more than all the rest, and means nothing in groupings by the task's own label.
 */
export function rollUpScores(
  index: ScoreIndex,
  grouping: GroupingCells,
  { withAuroc }: { withAuroc: boolean } = { withAuroc: true },
): SliceScores[] {
  const classes = index.table.space.spec.labels.length;
  const groups = grouping.groups.length;
  const groupOf = Int32Array.from(index.cells, (key) => grouping.groupOf(Math.floor(key / classes)));
  const totals = rollUpTotals(index, groupOf, groups);
  const massBins = rollUpFine(index, groupOf, groups);
  const auroc = withAuroc ? rollUpAuroc(index, groupOf, groups) : null;
  return grouping.groups.map((_, group) => {
    const row = totals.subarray(group * TOTALS.size, (group + 1) * TOTALS.size);
    return {
      n: row[TOTALS.n] as number,
      clipped: row[TOTALS.clipped] as number,
      logLoss: momentsOf(row, LOG_LOSS),
      brier: momentsOf(row, BRIER),
      rps: momentsOf(row, RPS),
      ranks: row.slice(TOTALS.ranks, TOTALS.ranks + RANKS),
      widthBins: widthBinsOf(row),
      massBins: massBins[group] ?? [],
      auroc: auroc?.[group] ?? [],
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

function rollUpTotals({ cells, totals }: ScoreIndex, groupOf: Int32Array, groups: number): Float64Array {
  const found = new Float64Array(groups * TOTALS.size);
  for (let cell = 0; cell < cells.length; cell++) {
    const group = groupOf[cell] as number;
    if (group < 0) continue;
    const [from, to] = [cell * TOTALS.size, group * TOTALS.size];
    for (let part = 0; part < TOTALS.size; part++) {
      found[to + part] = (found[to + part] as number) + (totals[from + part] as number);
    }
  }
  return found;
}

function rollUpFine({ fine }: ScoreIndex, groupOf: Int32Array, groups: number): ConfidenceBin[][] {
  const { starts, values, width } = fine;
  const found = Array.from({ length: groups }, (): ConfidenceBin[] => []);
  const last = new Int32Array(groups).fill(-1);
  for (let bin = 0, at = 0; bin + 1 < starts.length; bin++) {
    for (const end = (starts[bin + 1] as number) * width; at < end; at += width) {
      const group = groupOf[values[at] as number] as number;
      const bins = found[group];
      if (!bins) continue;
      if (last[group] !== bin) bins.push({ n: 0, sumConfidence: 0, sumCorrect: 0 });
      last[group] = bin;
      const own = bins[bins.length - 1] as ConfidenceBin;
      own.n += values[at + 1] as number;
      own.sumCorrect += values[at + 2] as number;
      own.sumConfidence += values[at + 3] as number;
    }
  }
  return found.map((bins) => equalMassBins(bins));
}

/** Per group and class. */
function rollUpAuroc(
  { table, cells, histogram }: ScoreIndex,
  groupOf: Int32Array,
  groups: number,
): (ClassAuroc | null)[][] {
  const { starts, values, width } = histogram;
  const classes = table.space.spec.labels.length;
  const truthOf = Int32Array.from(cells, (key) => key % classes);
  const found = Array.from({ length: groups }, (): (ClassAuroc | null)[] => []);
  for (let label = 0, at = 0; label < classes; label++) {
    const sweep = new AurocSweep(groups);
    for (let bin = label * LOGIT_BINS; bin < (label + 1) * LOGIT_BINS; bin++) {
      for (const end = (starts[bin + 1] as number) * width; at < end; at += width) {
        const cell = values[at] as number;
        const group = groupOf[cell] as number;
        if (group < 0) continue;
        if (truthOf[cell] === label) sweep.addPositives(group, bin, values[at + 1] as number);
        else sweep.addNegatives(group, bin, values[at + 1] as number);
      }
    }
    for (const [group, own] of found.entries()) own.push(sweep.result(group));
  }
  return found;
}
