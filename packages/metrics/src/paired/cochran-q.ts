import type { ChiSquareResult } from '../hypothesis/test-result.js';
import { chiSquareSf } from '../numerics/chi-square.js';

/** How many images show this pattern: `correct[m]` says whether model m was right. */
export interface CorrectnessPattern {
  correct: readonly boolean[];
  count: number;
}

/**
 * Cochran's Q test that several models are right equally often on the same images, df = models − 1; with two models
 * it is McNemar's chi-square. p is null where no image tells the models apart. W. G. Cochran, Biometrika 37 (1950).
 */
export function cochranQTest(patterns: readonly CorrectnessPattern[]): ChiSquareResult {
  const models = patterns[0]?.correct.length ?? 0;
  const totals = new Array<number>(models).fill(0);
  let [sum, squares] = [0, 0];
  for (const { correct, count } of patterns) {
    const right = correct.filter(Boolean).length;
    sum += count * right;
    squares += count * right * right;
    for (const [m, isRight] of correct.entries()) if (isRight) totals[m] = (totals[m] ?? 0) + count;
  }
  const denominator = models * sum - squares;
  if (denominator === 0) return { statistic: 0, df: 0, p: null };
  const spread = models * totals.reduce((total, right) => total + right * right, 0) - sum * sum;
  const statistic = ((models - 1) * spread) / denominator;
  return { statistic, df: models - 1, p: chiSquareSf(statistic, models - 1) };
}
