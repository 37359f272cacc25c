import { debiasedBetweenGroupVariance } from '../gaps/between-group-spread.js';
import { proportionGroup } from '../gaps/gap-group.js';
import { gapInterval } from '../gaps/gap-interval.js';
import { generalizedEntropy } from '../gaps/generalized-entropy.js';
import { errorInequity, impactRatios, largestDeviation } from '../gaps/summary-measures.js';
import { totalVariation } from '../gaps/total-variation.js';
import { betaBinomialLogPmf, betaBinomialPosterior } from '../heterogeneity/beta-binomial.js';
import {
  dersimonianLairdTau2,
  pauleMandelTau2,
  qProfileInterval,
} from '../heterogeneity/between-group-variance.js';
import { normalEmpiricalBayes } from '../heterogeneity/empirical-bayes.js';
import { type GroupEffect, heterogeneityTest } from '../heterogeneity/heterogeneity-test.js';
import { robustCriticalValue } from '../heterogeneity/robust-critical-value.js';
import { invertMisclassification } from '../label-noise/misclassification.js';
import { sidakZ } from '../multiplicity/sidak.js';
import { directStandardisation } from '../standardise/direct.js';
import {
  confidence,
  groups,
  type Implementation,
  type Inputs,
  matrix,
  number,
  numbers,
  pair,
  proportion,
} from './inputs.js';

function effects(inputs: Inputs): GroupEffect[] {
  const variances = numbers(inputs, 'variance');
  return numbers(inputs, 'effect').map((value, g) => ({ value, variance: variances[g] ?? 0 }));
}

export const groupComparisons: Readonly<Record<string, Implementation>> = {
  summary_measures: (inputs) => {
    const own = groups(inputs);
    const rates = own.map(({ count, n }) => count / n);
    const inequity = errorInequity(own);
    const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
    return {
      rates,
      max_min_difference: Math.max(...rates) - Math.min(...rates),
      min_max_ratio: Math.min(...impactRatios(own).map((ratio) => ratio ?? 0)),
      error_max_over_geomean: inequity?.maxOverGeomean,
      error_max_over_min: inequity?.maxOverMin,
      error_gini: inequity?.gini,
      overall: sum(own.map(({ count }) => count)) / sum(own.map(({ n }) => n)),
      max_abs_to_overall: largestDeviation(own),
    };
  },
  impact_ratios: (inputs) => impactRatios(groups(inputs)),
  debiased_between_group_variance: (inputs) => {
    const found = debiasedBetweenGroupVariance(groups(inputs));
    return {
      naive_variance: found?.naiveVariance,
      mean_sampling_variance: found?.samplingVariance,
      debiased_variance: found?.variance,
      debiased_sd: found?.sd,
    };
  },
  gap_interval_hybrid_sidak: (inputs) => {
    const own = groups(inputs);
    const pairs = (own.length * (own.length - 1)) / 2;
    const rates = own.map(({ count, n }) => count / n);
    const interval = gapInterval(own.map(proportionGroup), {
      ...confidence(inputs),
      simultaneousZ: sidakZ(number(inputs, 'alpha') / 2, pairs),
    });
    return { gap: Math.max(...rates) - Math.min(...rates), lower: interval?.low, upper: interval?.high };
  },
  cochran_Q_tau2: (inputs) => {
    const own = effects(inputs);
    const test = heterogeneityTest(own);
    const interval = qProfileInterval(own);
    return {
      Q: test.statistic,
      df: test.df,
      I2: test.iSquared,
      tau2_dersimonian_laird: dersimonianLairdTau2(own),
      tau2_paule_mandel: pauleMandelTau2(own),
      q_profile_ci_tau2: interval && pair(interval),
    };
  },
  paired_delta_heterogeneity_Q: (inputs) => {
    const errors = numbers(inputs, 'se');
    const deltas = numbers(inputs, 'delta').map((value, g) => ({ value, variance: (errors[g] ?? 0) ** 2 }));
    const { pooled, pooledSe, statistic, df, p } = heterogeneityTest(deltas);
    return { pooled, se_pooled: pooledSe, Q: statistic, df, p };
  },
  empirical_bayes_normal: (inputs) => {
    const found = normalEmpiricalBayes(effects(inputs));
    return {
      mu: found?.mean,
      weights: found?.effects.map(({ weight }) => weight),
      posterior_mean: found?.effects.map(({ value }) => value),
      halfwidth_parametric_ebci: found?.effects.map(({ interval }) => (interval.high - interval.low) / 2),
    };
  },
  robust_ebci_critical_value: (inputs) => robustCriticalValue(number(inputs, 'm2'), confidence(inputs)),
  beta_binomial_posterior: (inputs) => {
    const prior = { a: number(inputs, 'a'), b: number(inputs, 'b') };
    const found = betaBinomialPosterior(proportion(inputs), prior, confidence(inputs));
    return { mean: found.mean, ci: pair(found) };
  },
  beta_binomial_loglik: (inputs) => {
    const nobs = numbers(inputs, 'nobs');
    return numbers(inputs, 'count').reduce(
      (sum, count, g) =>
        sum +
        betaBinomialLogPmf({ count, n: nobs[g] ?? 0 }, number(inputs, 'mean'), number(inputs, 'precision')),
      0,
    );
  },
  generalized_entropy_benefits: (inputs) => {
    const read = (name: string): number => number(inputs, name);
    const found = generalizedEntropy({ tn: read('tn'), fp: read('fp'), fn: read('fn'), tp: read('tp') });
    return {
      ge_alpha2: found?.generalizedEntropy,
      theil_alpha1: found?.theil,
      coefficient_of_variation: found?.coefficientOfVariation,
    };
  },
  direct_standardised_rate: (inputs) => {
    const strata = matrix(inputs, 'success_nobs').map(([count = 0, n = 0]) => ({ count, n }));
    const found = directStandardisation(strata, numbers(inputs, 'reference_counts'));
    return {
      crude: found.crude,
      standardised: found.value,
      se: found.se,
      n_eff: found.effectiveSize,
      wilson_neff: pair(found.interval),
    };
  },
  row_total_variation: (inputs) => {
    const row = number(inputs, 'true_class');
    return totalVariation(matrix(inputs, 'matrix_a')[row] ?? [], matrix(inputs, 'matrix_b')[row] ?? []);
  },
  invert_misclassification: (inputs) =>
    invertMisclassification(matrix(inputs, 'T_rows_true_cols_observed'), numbers(inputs, 'observed')),
};
