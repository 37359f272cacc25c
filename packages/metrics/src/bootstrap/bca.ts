import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import { normalQuantile } from '../numerics/normal-quantile.js';
import { quantile } from './percentile.js';

/** A function of cell counts; null where it is undefined. */
export type CountStatistic = (counts: readonly number[]) => number | null;

/**
 * BCa's acceleration from the delete-one jackknife: Σ d³/(6·(Σ d²)^1.5) with d = mean − leave-one-out value, computed
 * once per cell and weighted by its count. Null where the statistic is undefined without some image; 0 where it does
 * not vary. B. Efron, JASA 82 (1987) 171-185.
 */
export function jackknifeAcceleration(counts: readonly number[], statistic: CountStatistic): number | null {
  const left: { value: number; count: number }[] = [];
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue;
    const value = statistic(counts.map((other, i) => (i === cell ? other - 1 : other)));
    if (value === null) return null;
    left.push({ value, count });
  }
  const n = left.reduce((sum, { count }) => sum + count, 0);
  const mean = left.reduce((sum, { value, count }) => sum + value * count, 0) / n;
  let [squares, cubes] = [0, 0];
  for (const { value, count } of left) {
    squares += count * (mean - value) ** 2;
    cubes += count * (mean - value) ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/**
 * Bias-corrected and accelerated bootstrap interval from replicates of an estimate. Null where all replicates lie on
 * one side of the estimate, so that the bias cannot be told.
 */
export function bcaInterval(
  replicates: ArrayLike<number>,
  { estimate, acceleration }: { estimate: number; acceleration: number },
  options: ConfidenceOptions = {},
): Interval | null {
  const sorted = Float64Array.from(replicates).sort();
  const below = sorted.reduce((sum, value) => sum + (value < estimate ? 1 : value === estimate ? 0.5 : 0), 0);
  if (below === 0 || below === sorted.length) return null;
  const bias = normalQuantile(below / sorted.length);
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  const level = (p: number): number => {
    const shifted = bias + normalQuantile(p);
    return normalCdf(bias + shifted / (1 - acceleration * shifted));
  };
  return { low: quantile(sorted, level(tail)), high: quantile(sorted, level(1 - tail)) };
}
