import { chiSquareTest, gTest, stratifiedChiSquareTest, type Table } from '../hypothesis/contingency.js';
import { cramersV } from '../hypothesis/cramers-v.js';
import { exactPermutationTest } from '../hypothesis/exact-permutation.js';
import { fisherExactTest } from '../hypothesis/fisher-exact.js';
import { breslowDayTest, mantelHaenszel, type Stratum } from '../hypothesis/mantel-haenszel.js';
import { scoreTest } from '../hypothesis/score-test.js';
import type { ChiSquareResult } from '../hypothesis/test-result.js';
import { equivalenceTest } from '../hypothesis/tost.js';
import {
  benjaminiHochbergAdjusted,
  benjaminiYekutieliAdjusted,
  holmAdjusted,
} from '../multiplicity/adjust.js';
import { sidakAlpha, sidakZ } from '../multiplicity/sidak.js';
import { cochranQTest } from '../paired/cochran-q.js';
import { mcnemarTest } from '../paired/mcnemar.js';
import { agrestiMinInterval, type PairedCounts, tangoInterval } from '../paired/paired-difference.js';
import { bowkerTest, stuartMaxwellTest } from '../paired/square-table.js';
import { minimumDetectableDrop, powerTwoProportions } from '../power/two-proportions.js';
import {
  asMatrix,
  confidence,
  groups,
  type Implementation,
  type Inputs,
  list,
  matrix,
  number,
  numbers,
  object,
  pair,
  proportion,
} from './inputs.js';

function outcomes(inputs: Inputs): Table {
  const failures = numbers(inputs, 'failure');
  return numbers(inputs, 'success').map((count, g) => [count, failures[g] ?? 0]);
}

function stat({ statistic, df, p }: ChiSquareResult): { stat: number; df: number; p: number | null } {
  return { stat: statistic, df, p };
}

function strata(inputs: Inputs): Stratum[] {
  const rate = ([yes = 0, no = 0]: readonly number[]) => ({ count: yes, n: yes + no });
  return list(inputs, 'tables_rows_group_cols_correct').map((table) => {
    const [a = [], b = []] = asMatrix(table, 'tables');
    return { a: rate(a), b: rate(b) };
  });
}

function discordant(inputs: Inputs): PairedCounts {
  return { n: number(inputs, 'n'), fixed: number(inputs, 'b'), broken: number(inputs, 'c') };
}

export const tests: Readonly<Record<string, Implementation>> = {
  score_test_two_proportions: (inputs) => {
    const { z, p } = scoreTest(proportion(inputs, '1'), proportion(inputs, '2'));
    return { z, p_two_sided: p };
  },
  chi2_equal_proportions: (inputs) => stat(chiSquareTest(outcomes(inputs))),
  g_test_equal_proportions: (inputs) => stat(gTest(outcomes(inputs))),
  cramers_v_bias_corrected: (inputs) => {
    const { v, biasCorrected } = cramersV(outcomes(inputs));
    return { v, v_bias_corrected: biasCorrected };
  },
  fisher_exact_two_sided: (inputs) => {
    const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = matrix(inputs, 'table');
    return fisherExactTest({ count: a, n: a + b }, { count: c, n: c + d });
  },
  permutation_exact_chi2_equal_proportions: (inputs) => exactPermutationTest(groups(inputs)),
  equalized_odds_omnibus: (inputs) => {
    const matrices = list(inputs, 'matrices').map((entry) => asMatrix(entry, 'matrices'));
    const classes = matrices[0]?.map((_, i) => matrices.map((rows) => rows[i] ?? [])) ?? [];
    return stat(stratifiedChiSquareTest(classes));
  },
  holm_adjusted: (inputs) => holmAdjusted(numbers(inputs, 'p')),
  benjamini_hochberg_adjusted: (inputs) => benjaminiHochbergAdjusted(numbers(inputs, 'p')),
  benjamini_yekutieli_adjusted: (inputs) => benjaminiYekutieliAdjusted(numbers(inputs, 'p')),
  sidak_alpha: (inputs) => sidakAlpha(number(inputs, 'alpha'), number(inputs, 'm')),
  sidak_z: (inputs) => sidakZ(number(inputs, 'alpha'), number(inputs, 'm')),
  tost_two_proportions_mn_score: (inputs) => {
    const options = { margin: number(inputs, 'margin'), alpha: 0.05 };
    const found = equivalenceTest(proportion(inputs, '1'), proportion(inputs, '2'), options);
    return { p_lower: found.pLower, p_upper: found.pUpper, p_tost: found.p, ci90: pair(found.interval) };
  },
  power_two_proportions: (inputs) =>
    powerTwoProportions(
      { rate: number(inputs, 'p1'), n: number(inputs, 'n1') },
      { rate: number(inputs, 'p2'), n: number(inputs, 'n2') },
      { alpha: number(inputs, 'alpha') },
    ),
  minimum_detectable_drop: (inputs) =>
    minimumDetectableDrop(
      { rate: number(inputs, 'p_reference'), n: number(inputs, 'n_rest') },
      number(inputs, 'n_group'),
      { alpha: number(inputs, 'alpha'), power: number(inputs, 'power') },
    ),
  mcnemar: (inputs) => {
    const found = mcnemarTest({ fixed: number(inputs, 'b'), broken: number(inputs, 'c') });
    return { p_exact: found.exact, p_mid: found.midP, chi2: found.chiSquare, p_chi2: found.chiSquareP };
  },
  tango_paired_diff_interval: (inputs) => {
    const own = discordant(inputs);
    return { diff: (own.fixed - own.broken) / own.n, ci: pair(tangoInterval(own, confidence(inputs))) };
  },
  agresti_min_paired_diff_interval: (inputs) =>
    pair(agrestiMinInterval(discordant(inputs), confidence(inputs))),
  bowker_symmetry: (inputs) => stat(bowkerTest(matrix(inputs, 'table'))),
  stuart_maxwell: (inputs) => stat(stuartMaxwellTest(matrix(inputs, 'table'))),
  cochrans_q: (inputs) => {
    const patterns = Object.entries(object(inputs['patterns'], 'patterns'));
    const read = patterns.map(([digits, count]) => ({
      correct: [...digits].map((digit) => digit === '1'),
      count: Number(count),
    }));
    return stat(cochranQTest(read));
  },
  mantel_haenszel: (inputs) => {
    const { oddsRatio, test } = mantelHaenszel(strata(inputs));
    const homogeneity = breslowDayTest(strata(inputs));
    return {
      or_mh: oddsRatio,
      chi2_cmh: test.statistic,
      p_cmh: test.p,
      breslow_day: homogeneity.statistic,
      p_breslow_day: homogeneity.p,
    };
  },
  mantel_haenszel_risk_difference: (inputs) => mantelHaenszel(strata(inputs)).riskDifference,
};
