import { sampleTable } from '../random/contingency-table.js';
import { hashWord, randomStream } from '../random/random-stream.js';
import { marginsOf, pearsonStatistic, type Table } from './contingency.js';

export interface PermutationOptions {
  seed: number;
  /** Random permutations, 10,000 where left out. */
  replicates?: number | undefined;
  /** Of the tables of all strata; the sum of Pearson's chi-squares where left out. Larger is more extreme. */
  statistic?: ((strata: readonly Table[]) => number) | undefined;
}

export interface PermutationResult {
  statistic: number;
  /** (1 + permutations at least as extreme)/(1 + permutations): never 0. */
  p: number;
  /** Mean of the statistic over the permutations: what pure chance gives. */
  expected: number;
  replicates: number;
}

const PURPOSE = hashWord('permutation-test');

function sumOfChiSquares(strata: readonly Table[]): number {
  return strata.reduce((sum, table) => sum + pearsonStatistic(table), 0);
}

/**
 * Monte-Carlo permutation test that groups (rows) do not differ in outcomes (columns) within strata (true classes):
 * group labels are permuted inside every stratum, so that different label mixes cannot pass for unfairness. Tables
 * are drawn directly from the hypergeometric distribution, so the cost does not grow with the counts.
 */
export function permutationTest(strata: readonly Table[], options: PermutationOptions): PermutationResult {
  const statistic = options.statistic ?? sumOfChiSquares;
  const replicates = options.replicates ?? 10_000;
  const used = strata.filter((table) => marginsOf(table).total > 0);
  const observed = statistic(used);
  // Rounding must not turn a tie with the observed table into something less extreme.
  const threshold = observed - 1e-10 * Math.max(1, Math.abs(observed));
  let [extreme, sum] = [0, 0];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const random = randomStream({ seed: options.seed, purpose: PURPOSE, replicate });
    const value = statistic(used.map((table) => sampleTable(table, random)));
    sum += value;
    if (value >= threshold) extreme += 1;
  }
  return { statistic: observed, p: (1 + extreme) / (1 + replicates), expected: sum / replicates, replicates };
}
