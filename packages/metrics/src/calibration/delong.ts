import { normalSf } from '../numerics/normal-cdf.js';

/** DeLong's structural components of one model's AUROC. */
interface Components {
  auroc: number;
  /** Per positive: share of the negatives that it beats, ties counting one half. */
  positives: number[];
  /** Per negative: share of the positives that beat it. */
  negatives: number[];
}

/** Mid-ranks of the values, from 1. */
function midRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let k = start; k < end; k++) ranks[order[k] ?? 0] = (start + end + 1) / 2;
    start = end;
  }
  return ranks;
}

function components(truth: readonly boolean[], scores: readonly number[]): Components {
  const inPositives = scores.filter((_, i) => truth[i]);
  const inNegatives = scores.filter((_, i) => !truth[i]);
  const [p, n] = [inPositives.length, inNegatives.length];
  const all = midRanks([...inPositives, ...inNegatives]);
  const [ownPositives, ownNegatives] = [midRanks(inPositives), midRanks(inNegatives)];
  const positives = ownPositives.map((rank, i) => ((all[i] ?? 0) - rank) / n);
  const negatives = ownNegatives.map((rank, i) => 1 - ((all[p + i] ?? 0) - rank) / p);
  return { auroc: positives.reduce((sum, share) => sum + share, 0) / p, positives, negatives };
}

/** Sample covariance, with n − 1. */
function covariance(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = a.reduce((total, value, i) => total + (value - meanA) * ((b[i] ?? 0) - meanB), 0);
  return sum / (a.length - 1);
}

function covarianceOfAuroc(a: Components, b: Components): number {
  return (
    covariance(a.positives, b.positives) / a.positives.length +
    covariance(a.negatives, b.negatives) / a.negatives.length
  );
}

export interface Auroc {
  value: number;
  /** DeLong's variance. */
  variance: number;
}

function enough(truth: readonly boolean[]): boolean {
  const positives = truth.filter(Boolean).length;
  return positives >= 2 && truth.length - positives >= 2;
}

/**
 * Area under the ROC curve (Mann–Whitney with ½ for ties) with DeLong's variance, through mid-ranks in O(n log n).
 * Null for fewer than two positives or two negatives.
 * E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics 44 (1988); Sun and Xu, IEEE SPL 21 (2014).
 */
export function delongAuroc(truth: readonly boolean[], scores: readonly number[]): Auroc | null {
  if (!enough(truth)) return null;
  const own = components(truth, scores);
  return { value: own.auroc, variance: covarianceOfAuroc(own, own) };
}

export interface AurocComparison {
  a: Auroc;
  b: Auroc;
  covariance: number;
  /** a − b over its standard error; 0 where the two order the images alike. */
  z: number;
  /** Two-sided. */
  p: number;
}

/** DeLong's test for two models' scores on the same images. Null as above. */
export function delongTest(
  truth: readonly boolean[],
  scoresA: readonly number[],
  scoresB: readonly number[],
): AurocComparison | null {
  if (!enough(truth)) return null;
  const [a, b] = [components(truth, scoresA), components(truth, scoresB)];
  const [varianceA, varianceB] = [covarianceOfAuroc(a, a), covarianceOfAuroc(b, b)];
  const shared = covarianceOfAuroc(a, b);
  const variance = varianceA + varianceB - 2 * shared;
  const z = variance > 0 ? (a.auroc - b.auroc) / Math.sqrt(variance) : 0;
  return {
    a: { value: a.auroc, variance: varianceA },
    b: { value: b.auroc, variance: varianceB },
    covariance: shared,
    z,
    p: 2 * normalSf(Math.abs(z)),
  };
}
