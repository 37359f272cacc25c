import { chiSquareSf } from '../numerics/chi-square.js';
import type { ChiSquareResult } from './test-result.js';

/** Counts, one row per group and one column per outcome. */
export type Table = readonly (readonly number[])[];

export interface Margins {
  rows: number[];
  columns: number[];
  total: number;
}

export function marginsOf(table: Table): Margins {
  const width = table[0]?.length ?? 0;
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = Array.from({ length: width }, (_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  return { rows, columns, total: rows.reduce((sum, count) => sum + count, 0) };
}

/** (R−1)(C−1) over the rows and columns that are not empty. */
export function degreesOfFreedom({ rows, columns }: Margins): number {
  const used = (sums: number[]): number => Math.max(sums.filter((sum) => sum > 0).length - 1, 0);
  return used(rows) * used(columns);
}

/** Σ over cells of contribution(observed, expected), empty rows and columns left out. */
function sumCells(table: Table, margins: Margins, contribution: (o: number, e: number) => number): number {
  let sum = 0;
  for (const [i, row] of table.entries()) {
    for (const [j, observed] of row.entries()) {
      const expected = ((margins.rows[i] ?? 0) * (margins.columns[j] ?? 0)) / margins.total;
      if (expected > 0) sum += contribution(observed, expected);
    }
  }
  return sum;
}

/** Pearson's Σ(O−E)²/E; 0 for an empty table. */
export function pearsonStatistic(table: Table, margins: Margins = marginsOf(table)): number {
  return sumCells(table, margins, (observed, expected) => (observed - expected) ** 2 / expected);
}

function result(statistic: number, df: number): ChiSquareResult {
  return { statistic, df, p: df === 0 ? null : chiSquareSf(statistic, df) };
}

/**
 * Pearson's chi-square test that all groups (rows) have the same distribution over outcomes (columns), no continuity
 * correction. Empty rows and columns are left out of the degrees of freedom.
 */
export function chiSquareTest(table: Table): ChiSquareResult {
  const margins = marginsOf(table);
  return result(pearsonStatistic(table, margins), degreesOfFreedom(margins));
}

/** The same hypothesis by the likelihood ratio, G = 2 Σ O·ln(O/E). */
export function gTest(table: Table): ChiSquareResult {
  const margins = marginsOf(table);
  const half = sumCells(table, margins, (o, e) => (o > 0 ? o * Math.log(o / e) : 0));
  return result(Math.max(2 * half, 0), degreesOfFreedom(margins));
}

/**
 * The omnibus test of equalized odds: for every stratum (true class) the chi-square of group × predicted class, added
 * up with its degrees of freedom. Strata in which nothing varies add nothing.
 */
export function stratifiedChiSquareTest(strata: readonly Table[]): ChiSquareResult {
  return addedUp(strata.map(chiSquareTest));
}

/** The same by the likelihood ratio. */
export function stratifiedGTest(strata: readonly Table[]): ChiSquareResult {
  return addedUp(strata.map(gTest));
}

function addedUp(parts: readonly ChiSquareResult[]): ChiSquareResult {
  return result(
    parts.reduce((sum, part) => sum + part.statistic, 0),
    parts.reduce((sum, part) => sum + part.df, 0),
  );
}

/** Smallest expected count of a non-empty row and column: below 5 the chi-square distribution is in doubt. */
export function smallestExpected(table: Table): number {
  const margins = marginsOf(table);
  const least = (sums: number[]): number => Math.min(...sums.filter((sum) => sum > 0));
  return margins.total === 0 ? 0 : (least(margins.rows) * least(margins.columns)) / margins.total;
}
