import type { ChiSquareResult } from '../hypothesis/test-result.js';
import { chiSquareSf } from '../numerics/chi-square.js';
import { cholesky, solveLower } from '../numerics/cholesky.js';

/** Counts of the same images classified twice: rows one way, columns the other, in one order of classes. */
export type SquareTable = readonly (readonly number[])[];

function result(statistic: number, df: number): ChiSquareResult {
  return { statistic, df, p: df === 0 ? null : chiSquareSf(statistic, df) };
}

/**
 * Bowker's test of symmetry: does class i become j as often as j becomes i? Σ(n_ij − n_ji)²/(n_ij + n_ji); pairs
 * that never occur are left out. A. H. Bowker, JASA 43 (1948) 572-574.
 */
export function bowkerTest(table: SquareTable): ChiSquareResult {
  let [statistic, df] = [0, 0];
  for (const [i, row] of table.entries()) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [row[j] ?? 0, table[j]?.[i] ?? 0];
      if (below + above === 0) continue;
      statistic += (below - above) ** 2 / (below + above);
      df += 1;
    }
  }
  return result(statistic, df);
}

/**
 * Stuart–Maxwell test of marginal homogeneity: does each class occur equally often both ways? With true × predicted
 * counts: does the model count every class rightly? Classes without discordant images are left out of the degrees of
 * freedom. A. Stuart, Biometrika 42 (1955); A. E. Maxwell, Br. J. Psychiatry 116 (1970).
 */
export function stuartMaxwellTest(table: SquareTable): ChiSquareResult {
  const size = table.length;
  const cell = (i: number, j: number): number => table[i]?.[j] ?? 0;
  const margin = (i: number): number => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += cell(i, j) + cell(j, i);
    return sum;
  };
  const difference = Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += cell(i, j) - cell(j, i);
    return sum;
  });
  const covariance = difference.map((_, i) =>
    difference.map((__, j) => (i === j ? margin(i) - 2 * cell(i, i) : -cell(i, j) - cell(j, i))),
  );
  // The last class of every connected set depends on the others and drops out of the factor.
  const factor = cholesky(covariance);
  const statistic = solveLower(factor, difference).reduce((sum, y) => sum + y * y, 0);
  return result(statistic, factor.rank);
}
