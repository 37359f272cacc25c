import type { AuditPlan, EqualizedOdds } from '@evenhand/contracts';
import type { MeasuredSlice } from '../audit/measure-slice.js';
import { widestTotalVariation } from '../gaps/total-variation.js';
import {
  chiSquareTest,
  gTest,
  smallestExpected,
  stratifiedChiSquareTest,
  stratifiedGTest,
} from '../hypothesis/contingency.js';
import { cramersV } from '../hypothesis/cramers-v.js';
import { permutationTest } from '../hypothesis/permutation-test.js';
import { expectedDistance, largestDifference } from './row-differences.js';

type RowDistance = EqualizedOdds['max'];

/**
 * Multi-class equalized odds: for every true class the largest total variation distance between two groups' rows of
 * the confusion matrix, max over pairs of ½·Σ_j |P(j|i,g) − P(j|i,h)|, over the groups with at least `minimumN`
 * images of the class; its maximum and mean over the classes. With two classes it is the larger gap of recall and
 * false positive rate. Null where no class has two such groups.
 */
export function equalizedOdds(
  slices: readonly MeasuredSlice[],
  labels: readonly string[],
  plan: Pick<AuditPlan, 'minimumN' | 'permutations' | 'seed'>,
): EqualizedOdds | null {
  const found: RowDistance[] = [];
  const tables: number[][][] = [];
  for (const [truth, label] of labels.entries()) {
    const ranked = slices.filter(({ matrix }) => (matrix.truth[truth] as number) >= plan.minimumN);
    const rows = ranked.map(({ matrix }) => rowOf(matrix.cells, truth, labels.length));
    const widest = widestTotalVariation(rows);
    if (!widest) continue;
    const [a, b] = [rows[widest.pair[0]] ?? [], rows[widest.pair[1]] ?? []];
    const [first, second] = [ranked[widest.pair[0]]?.group ?? {}, ranked[widest.pair[1]]?.group ?? {}];
    tables.push(rows);
    found.push({
      class: label,
      value: widest.distance,
      groups: [{ ...first }, { ...second }],
      predicted: labels[largestDifference(a, b)] ?? '',
      expectedIfFair: expectedDistance(pooled(rows), 1 / sum(a) + 1 / sum(b)),
      test: { ...chiSquareTest(rows), smallestExpected: smallestExpected(rows) },
      likelihoodRatio: gTest(rows),
      cramersV: cramersV(rows).biasCorrected,
    });
  }
  const [first, ...others] = found;
  if (!first) return null;
  return {
    max: others.reduce((most, entry) => (entry.value > most.value ? entry : most), first),
    mean: found.reduce((total, { value }) => total + value, 0) / found.length,
    classes: found,
    test: {
      ...stratifiedChiSquareTest(tables),
      smallestExpected: Math.min(...tables.map(smallestExpected)),
    },
    likelihoodRatio: stratifiedGTest(tables),
    ...(plan.permutations > 0 && { permutation: permuted(tables, plan) }),
  };
}

function permuted(
  tables: number[][][],
  { seed, permutations }: Pick<AuditPlan, 'permutations' | 'seed'>,
): EqualizedOdds['permutation'] {
  const { p, expected, replicates } = permutationTest(tables, { seed, replicates: permutations });
  return { p, expected, replicates };
}

function rowOf(cells: Float64Array, truth: number, size: number): number[] {
  return Array.from(cells.subarray(truth * size, (truth + 1) * size));
}

function sum(row: readonly number[]): number {
  return row.reduce((total, count) => total + count, 0);
}

function pooled(rows: readonly number[][]): number[] {
  return (rows[0] ?? []).map((_, j) => rows.reduce((total, row) => total + (row[j] ?? 0), 0));
}
