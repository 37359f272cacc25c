import type { Proportion } from '../intervals/proportion.js';

/**
 * Impact ratios: each group's rate over the highest rate (four-fifths rule; New York City's Local Law 144). Null for
 * empty groups, and for all where the highest rate is 0.
 */
export function impactRatios(groups: readonly Proportion[]): (number | null)[] {
  const rates = groups.map(({ count, n }) => (n > 0 ? count / n : null));
  const highest = Math.max(0, ...rates.map((rate) => rate ?? 0));
  return rates.map((rate) => (rate === null || highest === 0 ? null : rate / highest));
}

export interface ErrorInequity {
  /** Largest error rate over the smallest; 1 is parity. */
  maxOverMin: number;
  /** Largest error rate over the geometric mean: NIST's candidate measure (FRVT part 8). */
  maxOverGeomean: number;
  /** Gini coefficient with the factor G/(G−1): 0 is parity, 1 all errors in one group (GARBE). */
  gini: number | null;
  /** Some group had no error, so all rates are (errors + ½)/(n + 1). */
  isSmoothed: boolean;
}

/** Inequity of error rates 1 − count/n over the groups that have images; null for fewer than two. */
export function errorInequity(groups: readonly Proportion[]): ErrorInequity | null {
  const used = groups.filter(({ n }) => n > 0);
  if (used.length < 2) return null;
  const isSmoothed = used.some(({ count, n }) => count === n);
  const errors = used.map(({ count, n }) => (isSmoothed ? (n - count + 0.5) / (n + 1) : (n - count) / n));
  const largest = Math.max(...errors);
  const logMean = errors.reduce((sum, error) => sum + Math.log(error), 0) / errors.length;
  return {
    maxOverMin: largest / Math.min(...errors),
    maxOverGeomean: largest / Math.exp(logMean),
    gini: giniCoefficient(used.map(({ count, n }) => (n - count) / n)),
    isSmoothed,
  };
}

/**
 * Gini coefficient of non-negative values with the small-sample factor: n/(n−1)·ΣΣ|a−b|/(2n²·mean), through the
 * sorted values. Null for fewer than two values; 0 where all are 0.
 */
export function giniCoefficient(values: readonly number[]): number | null {
  const n = values.length;
  if (n < 2) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (total === 0) return 0;
  const spread = sorted.reduce((sum, value, i) => sum + (2 * (i + 1) - n - 1) * value, 0);
  return spread / ((n - 1) * total);
}

/** Largest distance of a group's rate from the rate of all images; null without images. */
export function largestDeviation(groups: readonly Proportion[]): number | null {
  const used = groups.filter(({ n }) => n > 0);
  const n = used.reduce((sum, group) => sum + group.n, 0);
  if (n === 0) return null;
  const overall = used.reduce((sum, group) => sum + group.count, 0) / n;
  return Math.max(...used.map((group) => Math.abs(group.count / group.n - overall)));
}
