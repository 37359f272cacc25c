import type { GroupingCells } from '../groupings/grouping-cells.js';
import type { ScoreMetric } from '../metrics/metric.js';
import { agrestiMinEstimate } from '../paired/paired-difference.js';
import { mergeSums, sumValue } from '../scores/fixed-sum.js';
import type { SliceScores } from '../scores/slice-scores.js';
import type { ChangeMeasurement } from './change-measurement.js';
import {
  emptyPairedScoreSums,
  PAIRED_LOSSES,
  PAIRED_RANKS,
  type PairedScoreSums,
  type PairedScoreTable,
} from './paired-scores.js';

/** One group's probabilities under both models, of the same images. */
export interface SliceScorePair {
  base: SliceScores;
  candidate: SliceScores;
  paired: PairedScoreSums;
}

/** The paired sums of every group of a grouping. */
export function rollUpPairedScores(table: PairedScoreTable, grouping: GroupingCells): PairedScoreSums[] {
  const size = table.space.spec.labels.length;
  const groups = grouping.groups.map(() => emptyPairedScoreSums());
  for (const [key, sums] of table.cells) {
    const group = groups[grouping.groupOf(Math.floor(key / size))];
    if (!group) continue;
    group.n += sums.n;
    mergeSums(group.losses, sums.losses);
    for (let i = 0; i < group.ranks.length; i++) {
      group.ranks[i] = (group.ranks[i] as number) + (sums.ranks[i] as number);
    }
  }
  return groups;
}

/**
 * Change of a metric of the probabilities between two models on the same images: losses by the paired t interval of
 * the images' own differences, top-k accuracy as a paired proportion. AUROC is known by its histogram and DeLong's
 * standard error per model only: its limits use the sum of both errors, which no dependence can exceed. Calibration
 * errors change without limits, as they have none themselves.
 */
export function measureScoreChange(
  metric: ScoreMetric,
  scores: SliceScorePair | null,
  classes?: readonly number[],
): ChangeMeasurement {
  const loss = PAIRED_LOSSES.indexOf(metric.id);
  const rank = PAIRED_RANKS.findIndex((k) => metric.id === `top_${k}_accuracy`);
  const method =
    loss >= 0 ? 'paired-t' : rank >= 0 ? 'tango' : metric.interval === 'none' ? 'none' : 'paired-bound';
  if (!scores || scores.paired.n === 0) {
    return { base: null, candidate: null, delta: null, n: 0, method, reason: 'no_samples' };
  }
  const { range } = metric;
  if (loss >= 0) return lossChange(scores.paired, loss, range);
  if (rank >= 0) return rankChange(scores.paired, rank, range);
  const [own, other] = [metric.definedClasses?.(scores.base), metric.definedClasses?.(scores.candidate)];
  const over = classes ?? own?.filter((label) => other?.includes(label));
  const [base, candidate] = [metric.measure(scores.base, over), metric.measure(scores.candidate, over)];
  const n = Math.min(base.n, candidate.n);
  if (base.value === null || candidate.value === null) {
    const reason = base.reason ?? candidate.reason ?? 'no_samples';
    return { base: base.value, candidate: candidate.value, delta: null, n, method, reason };
  }
  const delta = candidate.value - base.value;
  const error = base.error === null || candidate.error === null ? null : base.error + candidate.error;
  const values = { base: base.value, candidate: candidate.value, delta, centre: delta, error };
  return { ...values, n, method, pairs: null, range, classes: base.classes };
}

function lossChange(
  { n, losses }: PairedScoreSums,
  loss: number,
  range: readonly [number, number],
): ChangeMeasurement {
  const base = sumValue(losses, 3 * loss) / n;
  const candidate = sumValue(losses, 3 * loss + 1) / n;
  const delta = candidate - base;
  const squares = sumValue(losses, 3 * loss + 2);
  const error = n < 2 ? null : Math.sqrt(Math.max(squares - n * delta * delta, 0) / (n - 1) / n);
  const values = { base, candidate, delta, centre: delta, error };
  return { ...values, n, method: 'paired-t', pairs: null, range };
}

function rankChange(
  { n, ranks }: PairedScoreSums,
  rank: number,
  range: readonly [number, number],
): ChangeMeasurement {
  const [hits = 0, fixed = 0, broken = 0] = ranks.subarray(3 * rank, 3 * rank + 3);
  const pairs = { n, fixed, broken };
  const { value: centre, se } = agrestiMinEstimate(pairs);
  const delta = (fixed - broken) / n;
  const values = { base: hits / n, candidate: (hits + fixed - broken) / n, delta, centre, error: se };
  return { ...values, n, method: 'tango', pairs, range };
}
