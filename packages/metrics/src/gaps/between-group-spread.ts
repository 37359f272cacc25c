import type { Proportion } from '../intervals/proportion.js';

export interface BetweenGroupSpread {
  /** Sample variance of the groups' rates, which noise inflates. */
  naiveVariance: number;
  /** Mean of the unbiased sampling variances p(1−p)/(n−1). */
  samplingVariance: number;
  /** Their difference: unbiased, may be negative. */
  variance: number;
  /** √max(0, variance). */
  sd: number;
  /** Share of the naive variance that is noise; null where that is 0. */
  noiseShare: number | null;
}

/**
 * Variance of the true rates between groups, every group counting once, less what sampling noise adds. Groups of
 * fewer than two images have no variance estimate and are left out; null where fewer than two groups remain.
 * K. Lum, Y. Zhang and A. Bower, "De-biasing 'bias' measurement", FAccT 2022.
 */
export function debiasedBetweenGroupVariance(groups: readonly Proportion[]): BetweenGroupSpread | null {
  const used = groups.filter(({ n }) => n >= 2);
  if (used.length < 2) return null;
  const rates = used.map(({ count, n }) => count / n);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  const naiveVariance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (rates.length - 1);
  const samplingVariance =
    used.reduce((sum, { count, n }) => sum + ((count / n) * (1 - count / n)) / (n - 1), 0) / used.length;
  const variance = naiveVariance - samplingVariance;
  return {
    naiveVariance,
    samplingVariance,
    variance,
    sd: Math.sqrt(Math.max(variance, 0)),
    noiseShare: naiveVariance > 0 ? samplingVariance / naiveVariance : null,
  };
}
