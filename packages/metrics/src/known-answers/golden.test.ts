import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { delongAuroc } from '../calibration/delong.js';
import { betaBinomialLogPmf } from '../heterogeneity/beta-binomial.js';
import { dersimonianLairdTau2 } from '../heterogeneity/between-group-variance.js';
import { heterogeneityTest } from '../heterogeneity/heterogeneity-test.js';
import { cochranArmitageTest } from '../hypothesis/cochran-armitage.js';
import { chiSquareTest, gTest, type Table } from '../hypothesis/contingency.js';
import { fisherExactTest } from '../hypothesis/fisher-exact.js';
import { kappaTest } from '../hypothesis/kappa-test.js';
import { breslowDayTest, mantelHaenszel } from '../hypothesis/mantel-haenszel.js';
import type { ChiSquareResult } from '../hypothesis/test-result.js';
import { clopperPearsonInterval } from '../intervals/clopper-pearson.js';
import { agrestiCaffoDifferenceInterval, newcombeDifferenceInterval } from '../intervals/difference.js';
import type { Interval } from '../intervals/interval.js';
import { jeffreysInterval } from '../intervals/jeffreys.js';
import { miettinenNurminenDifferenceInterval } from '../intervals/miettinen-nurminen.js';
import type { Proportion } from '../intervals/proportion.js';
import {
  katzRatioInterval,
  koopmanRatioInterval,
  miettinenNurminenRatioInterval,
} from '../intervals/ratio.js';
import { wilsonInterval } from '../intervals/wilson.js';
import {
  benjaminiHochbergAdjusted,
  benjaminiYekutieliAdjusted,
  holmAdjusted,
} from '../multiplicity/adjust.js';
import { betaQuantile } from '../numerics/beta-quantile.js';
import { binomialCdf, binomialPmf, binomialSf } from '../numerics/binomial.js';
import { chiSquareQuantile } from '../numerics/chi-square.js';
import { logBeta, logGamma } from '../numerics/gamma.js';
import { incompleteBeta } from '../numerics/incomplete-beta.js';
import { incompleteGamma } from '../numerics/incomplete-gamma.js';
import { normalSf } from '../numerics/normal-cdf.js';
import { normalQuantile } from '../numerics/normal-quantile.js';
import { studentTQuantile, studentTSf } from '../numerics/student-t.js';
import { studentizedRangeSf } from '../numerics/studentized-range.js';
import { cochranQTest } from '../paired/cochran-q.js';
import { mcnemarTest } from '../paired/mcnemar.js';
import { tangoInterval } from '../paired/paired-difference.js';
import { bowkerTest, stuartMaxwellTest } from '../paired/square-table.js';

/** Each function has its own inputs, as the golden script writes them. */
type Run = (...inputs: never[]) => number | null | (number | null)[];

interface Golden {
  run: Run;
  /** Relative tolerance: what the oracle or the conditioning of the problem allows. */
  rtol: number;
  /** Absolute tolerance where the value may be 0 or cancels. */
  atol?: number;
}

const pair = ({ low, high }: Interval): number[] => [low, high];
const result = ({ statistic, df, p }: ChiSquareResult): (number | null)[] => [statistic, df, p];
const rate = ([yes = 0, no = 0]: readonly number[]): Proportion => ({ count: yes, n: yes + no });
const two =
  (interval: (a: Proportion, b: Proportion) => Interval): Run =>
  (x1: number, n1: number, x2: number, n2: number) =>
    pair(interval({ count: x1, n: n1 }, { count: x2, n: n2 }));

const functions: Record<string, Golden> = {
  normalSf: { run: normalSf, rtol: 1e-13 },
  normalQuantile: { run: normalQuantile, rtol: 2e-15 },
  logGamma: { run: logGamma, rtol: 1e-14, atol: 1e-15 },
  logBeta: { run: logBeta, rtol: 1e-14, atol: 4e-15 },
  incompleteGamma: {
    run: (a, x) => [incompleteGamma(a, x).lower, incompleteGamma(a, x).upper],
    rtol: 2e-12,
  },
  incompleteBeta: {
    run: (x, a, b) => [incompleteBeta(x, { a, b }).lower, incompleteBeta(x, { a, b }).upper],
    rtol: 2e-12,
  },
  chiSquareQuantile: { run: chiSquareQuantile, rtol: 1e-13 },
  betaQuantile: { run: (p, a, b) => betaQuantile(p, { a, b }), rtol: 1e-13 },
  studentTQuantile: { run: studentTQuantile, rtol: 1e-13 },
  studentTSf: { run: studentTSf, rtol: 1e-12 },
  binomial: {
    run: (k, n, p) => [binomialPmf(k, n, p), binomialCdf(k, n, p), binomialSf(k, n, p)],
    rtol: 2e-12,
  },
  studentizedRangeSf: { run: studentizedRangeSf, rtol: 1e-11 },
  wilson: { run: (x, n) => pair(wilsonInterval(x, n)), rtol: 1e-12, atol: 1e-15 },
  clopperPearson: { run: (x, n) => pair(clopperPearsonInterval(x, n)), rtol: 1e-10 },
  jeffreys: { run: (x, n) => pair(jeffreysInterval(x, n)), rtol: 1e-10 },
  newcombe: { run: two(newcombeDifferenceInterval), rtol: 1e-12, atol: 1e-14 },
  agrestiCaffo: { run: two(agrestiCaffoDifferenceInterval), rtol: 1e-12, atol: 1e-14 },
  katz: { run: two(katzRatioInterval), rtol: 1e-12 },
  miettinenNurminen: { run: two(miettinenNurminenDifferenceInterval), rtol: 1e-10, atol: 1e-12 },
  miettinenNurminenRatio: { run: two(miettinenNurminenRatioInterval), rtol: 1e-10 },
  koopman: { run: two(koopmanRatioInterval), rtol: 1e-10 },
  tango: {
    run: (n, fixed, broken) => pair(tangoInterval({ n, fixed, broken })),
    rtol: 1e-10,
    atol: 1e-12,
  },
  chiSquareTest: { run: (table: Table) => result(chiSquareTest(table)), rtol: 1e-11 },
  gTest: { run: (table: Table) => result(gTest(table)), rtol: 1e-10 },
  fisher: {
    run: ([a, b]: number[][]) => fisherExactTest(rate(a ?? []), rate(b ?? [])),
    rtol: 1e-11,
  },
  cochranArmitage: {
    run: (groups: number[][]) => {
      const { z, p } = cochranArmitageTest(groups.map(rate));
      return [z, p];
    },
    rtol: 1e-11,
  },
  mantelHaenszel: {
    run: (tables: number[][][]) => {
      const strata = tables.map(([a = [], b = []]) => ({ a: rate(a), b: rate(b) }));
      const { oddsRatio, test: cmh } = mantelHaenszel(strata);
      const homogeneity = breslowDayTest(strata);
      return [oddsRatio, cmh.statistic, cmh.p, homogeneity.statistic, homogeneity.p];
    },
    rtol: 1e-9,
  },
  bowker: { run: (table: number[][]) => result(bowkerTest(table)), rtol: 1e-11 },
  stuartMaxwell: { run: (table: number[][]) => result(stuartMaxwellTest(table)), rtol: 1e-9 },
  kappaTest: {
    run: (table: number[][]) => {
      const found = kappaTest(table);
      return found && [found.kappa, found.nullSe, found.z];
    },
    rtol: 1e-11,
    atol: 1e-13,
  },
  mcnemar: {
    run: (fixed: number, broken: number) => {
      const found = mcnemarTest({ fixed, broken });
      return [found.exact, found.midP, found.chiSquare, found.chiSquareP];
    },
    rtol: 1e-11,
  },
  cochranQ: {
    run: (rows: number[][]) =>
      result(cochranQTest(rows.map((row) => ({ correct: row.map((digit) => digit === 1), count: 1 })))),
    rtol: 1e-11,
  },
  holm: { run: holmAdjusted, rtol: 1e-13 },
  benjaminiHochberg: { run: benjaminiHochbergAdjusted, rtol: 1e-13 },
  benjaminiYekutieli: { run: benjaminiYekutieliAdjusted, rtol: 1e-13 },
  heterogeneity: {
    run: (...pairs: number[][]) => {
      const effects = pairs.map(([value = 0, variance = 0]) => ({ value, variance }));
      const { statistic, p, pooled } = heterogeneityTest(effects);
      return [statistic, p, dersimonianLairdTau2(effects), pooled];
    },
    rtol: 1e-10,
    atol: 1e-14,
  },
  auroc: {
    run: (truth: number[], scores: number[]) =>
      delongAuroc(
        truth.map((label) => label === 1),
        scores,
      )?.value ?? null,
    rtol: 1e-13,
  },
  betaBinomialLogPmf: {
    run: (count, n, mean, precision) => betaBinomialLogPmf({ count, n }, mean, precision),
    rtol: 1e-10,
  },
};

const golden: { cases: [string, unknown[], number | number[]][] } = JSON.parse(
  readFileSync(new URL('../../fixtures/golden.json', import.meta.url), 'utf8'),
);

function relativeErrors(
  actual: number | null | (number | null)[],
  expected: number | number[],
  atol: number,
) {
  const wanted = [expected].flat();
  const found = [actual].flat();
  expect(found).toHaveLength(wanted.length);
  return wanted.map((value, i) => {
    const error = Math.abs((found[i] ?? Number.NaN) - value);
    return error <= atol ? 0 : error / Math.abs(value);
  });
}

describe('agreement with mpmath, scipy, statsmodels and scikit-learn on random inputs', () => {
  test('the golden file and this table name the same functions', () => {
    expect([...new Set(golden.cases.map(([name]) => name))].sort()).toEqual(Object.keys(functions).sort());
  });

  for (const [name, { run, rtol, atol = 0 }] of Object.entries(functions)) {
    test(name, () => {
      const wrong = golden.cases
        .filter((entry) => entry[0] === name)
        .map(([, inputs, expected]) => ({
          inputs,
          expected,
          actual: run(...(inputs as never[])),
          errors: relativeErrors(run(...(inputs as never[])), expected, atol),
        }))
        .filter(({ errors }) => !errors.every((error) => error <= rtol));
      expect(wrong).toEqual([]);
    });
  }
});
