import type { Proportion } from '../intervals/proportion.js';
import { logFactorial } from '../numerics/log-factorial.js';
import { pearsonStatistic } from './contingency.js';

/** More tables than this are not enumerated. */
const MAX_TABLES = 1_000_000;
/** Statistics this close to the observed one count as equal. */
const TOLERANCE = 1 - 1e-12;

/**
 * Exact permutation p-value of Pearson's chi-square for equal proportions over groups: the probability, given all
 * margins, of a statistic at least as large as the observed one, by enumeration of the multivariate hypergeometric
 * distribution. Null where there are more than a million tables; then use {@link permutationTest}.
 */
export function exactPermutationTest(groups: readonly Proportion[]): number | null {
  const tables = groups.reduce((product, { n }) => product * (n + 1), 1);
  if (tables > MAX_TABLES) return null;
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const successes = groups.reduce((sum, { count }) => sum + count, 0);
  const choose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  const statistic = (counts: readonly number[]): number =>
    pearsonStatistic(groups.map(({ n }, g) => [counts[g] ?? 0, n - (counts[g] ?? 0)]));
  const observed = statistic(groups.map(({ count }) => count)) * TOLERANCE;
  const all = choose(total, successes);

  const visit = (counts: readonly number[], left: number, log: number): number => {
    const group = groups[counts.length];
    if (group === undefined) {
      return left === 0 && statistic(counts) >= observed ? Math.exp(log - all) : 0;
    }
    let sum = 0;
    for (let k = 0; k <= Math.min(group.n, left); k++) {
      sum += visit([...counts, k], left - k, log + choose(group.n, k));
    }
    return sum;
  };
  return Math.min(visit([], successes, 0), 1);
}
