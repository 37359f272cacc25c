import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { checkProportion } from '../intervals/interval.js';
import { binomialQuantile } from '../numerics/binomial.js';
import { normalPdf } from '../numerics/normal-cdf.js';
import { normalQuantile } from '../numerics/normal-quantile.js';

/** The replicates' quantile at q in [0, 1], by linear interpolation (numpy's default). */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) throw new RangeError('quantile: no values');
  const place = q * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] ?? 0) - below);
}

/**
 * Percentile bootstrap interval. Never for max–min gaps or min/max ratios: where all groups are equal it does not
 * cover the truth at all.
 */
export function percentileInterval(replicates: ArrayLike<number>, options: ConfidenceOptions = {}): Interval {
  const sorted = Float64Array.from(replicates).sort();
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
}

/** What the percentile interval of a proportion tends to as the replicates grow: binomial quantiles at p̂. */
export function exactPercentileInterval(count: number, n: number, options: ConfidenceOptions = {}): Interval {
  checkProportion('exactPercentileInterval', count, n);
  if (n === 0) return { low: 0, high: 1 };
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  return {
    low: binomialQuantile(tail, n, count / n) / n,
    high: binomialQuantile(1 - tail, n, count / n) / n,
  };
}

/**
 * Monte-Carlo standard error of the q-quantile of `replicates` bootstrap values with standard deviation `sd`, taken as
 * normal: sd·√(q(1−q)/B)/φ(z_q).
 */
export function percentileStandardError({
  replicates,
  q,
  sd,
}: {
  replicates: number;
  q: number;
  sd: number;
}): number {
  return (sd * Math.sqrt((q * (1 - q)) / replicates)) / normalPdf(normalQuantile(q));
}
