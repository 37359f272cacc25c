import type { Proportion } from '../intervals/proportion.js';
import { chiSquareSf } from '../numerics/chi-square.js';
import type { ChiSquareResult } from './test-result.js';

/** Two groups inside one stratum. */
export interface Stratum {
  a: Proportion;
  b: Proportion;
}

export interface MantelHaenszelResult {
  /** Common odds ratio; null where its denominator is 0. */
  oddsRatio: number | null;
  /** Common risk difference a − b; null where no stratum holds both groups. */
  riskDifference: number | null;
  /** Cochran–Mantel–Haenszel test of conditional equality, without continuity correction. */
  test: ChiSquareResult;
}

const inBoth = ({ a, b }: Stratum): boolean => a.n > 0 && b.n > 0;

function add(strata: readonly Stratum[], term: (stratum: Stratum, total: number) => number): number {
  return strata.reduce((sum, stratum) => sum + term(stratum, stratum.a.n + stratum.b.n), 0);
}

/**
 * Are two groups equal once strata (the other attributes) are held fixed? Mantel and Haenszel's common odds ratio and
 * risk difference, and their test. Strata that hold one group only are left out.
 * N. Mantel and W. Haenszel, J. Natl Cancer Inst. 22 (1959) 719-748.
 */
export function mantelHaenszel(strata: readonly Stratum[]): MantelHaenszelResult {
  const used = strata.filter(inBoth);
  const top = add(used, ({ a, b }, total) => (a.count * (b.n - b.count)) / total);
  const bottom = add(used, ({ a, b }, total) => (b.count * (a.n - a.count)) / total);
  const weight = add(used, ({ a, b }, total) => (a.n * b.n) / total);
  const difference = add(used, ({ a, b }, total) => (a.count * b.n - b.count * a.n) / total);
  const excess = add(used, ({ a, b }, total) => a.count - (a.n * (a.count + b.count)) / total);
  const variance = add(used, ({ a, b }, total) => {
    const successes = a.count + b.count;
    return total < 2 ? 0 : (a.n * b.n * successes * (total - successes)) / (total * total * (total - 1));
  });
  const statistic = variance > 0 ? (excess * excess) / variance : 0;
  return {
    oddsRatio: bottom > 0 ? top / bottom : null,
    riskDifference: weight > 0 ? difference / weight : null,
    test: { statistic, df: variance > 0 ? 1 : 0, p: variance > 0 ? chiSquareSf(statistic, 1) : null },
  };
}

/** Expected count of (a, success) under a common odds ratio, given the margins: the root of a quadratic. */
function expectedCount({ a, b }: Stratum, ratio: number): number {
  const successes = a.count + b.count;
  const q = 1 - ratio;
  const linear = b.n - successes + ratio * (a.n + successes);
  if (q === 0) return (a.n * successes) / (a.n + b.n);
  // q·x² + linear·x − ratio·n_a·successes = 0, the root between the bounds of x.
  const root = Math.sqrt(Math.max(linear * linear + 4 * q * ratio * a.n * successes, 0));
  return (2 * ratio * a.n * successes) / (linear + root);
}

/**
 * Breslow and Day's test that the odds ratio is the same in all strata (no effect modification), df = strata − 1.
 * p is null where fewer than two strata can show an odds ratio.
 * N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research 1 (1980), section 4.4.
 */
export function breslowDayTest(strata: readonly Stratum[]): ChiSquareResult {
  const ratio = mantelHaenszel(strata).oddsRatio;
  const used = strata.filter(
    ({ a, b }) => inBoth({ a, b }) && a.count + b.count > 0 && a.count + b.count < a.n + b.n,
  );
  if (ratio === null || ratio === 0 || used.length < 2) return { statistic: 0, df: 0, p: null };
  const statistic = add(used, (stratum) => {
    const { a, b } = stratum;
    const cell = expectedCount(stratum, ratio);
    const others = [a.n - cell, a.count + b.count - cell, b.n - (a.count + b.count) + cell];
    const variance = 1 / others.reduce((sum, other) => sum + 1 / other, 1 / cell);
    return (a.count - cell) ** 2 / variance;
  });
  return { statistic, df: used.length - 1, p: chiSquareSf(statistic, used.length - 1) };
}
