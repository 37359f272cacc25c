import { sampleHypergeometric } from './hypergeometric.js';
import type { RandomStream } from './random-stream.js';

/**
 * A random table with the same row and column sums: what a permutation of the row labels over the items would give,
 * at a cost that does not grow with the counts. Rows are filled by multivariate hypergeometric draws.
 */
export function sampleTable(table: readonly (readonly number[])[], random: RandomStream): number[][] {
  const width = table[0]?.length ?? 0;
  const left = Array.from({ length: width }, (_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  let total = left.reduce((sum, count) => sum + count, 0);
  return table.map((row) => {
    let draws = row.reduce((sum, count) => sum + count, 0);
    let pool = total;
    total -= draws;
    return left.map((good, j) => {
      const bad = pool - good;
      pool = bad;
      const count = draws === 0 ? 0 : sampleHypergeometric({ good, bad, draws }, random);
      draws -= count;
      left[j] = good - count;
      return count;
    });
  });
}
