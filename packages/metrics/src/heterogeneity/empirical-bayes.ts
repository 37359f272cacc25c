import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import { pauleMandelTau2 } from './between-group-variance.js';
import { type GroupEffect, weightedMean } from './heterogeneity-test.js';
import { robustCriticalValue } from './robust-critical-value.js';

export interface ShrunkenEffect {
  /** τ²/(τ² + v): how much of the group's own value is kept. */
  weight: number;
  value: number;
  /** Morris's parametric interval, value ± z·√(w·v). */
  interval: Interval;
  /** Valid on average over the groups whatever their distribution: value ± cva(v/τ²)·w·√v. */
  robustInterval: Interval;
}

export interface EmpiricalBayes {
  /** Mean over the groups with weights 1/(v + τ²). */
  mean: number;
  tau2: number;
  effects: ShrunkenEffect[];
}

/**
 * Normal empirical Bayes for any metric with a standard error: values shrunken to their mean with Paule and Mandel's
 * τ². Null for fewer than two groups. Where τ² = 0 all values coincide with the mean and the intervals have no width:
 * the data show no difference at all, not that there is none.
 * C. N. Morris, JASA 78 (1983); Armstrong, Kolesár and Plagborg-Møller, Econometrica 90 (2022).
 */
export function normalEmpiricalBayes(
  effects: readonly GroupEffect[],
  options: ConfidenceOptions = {},
): EmpiricalBayes | null {
  const tau2 = pauleMandelTau2(effects);
  if (tau2 === null) return null;
  const { mean } = weightedMean(effects, tau2);
  const z = criticalZ(options.confidence ?? 0.95);
  const around = (value: number, half: number): Interval => ({ low: value - half, high: value + half });
  return {
    mean,
    tau2,
    effects: effects.map(({ value, variance }) => {
      const weight = tau2 / (tau2 + variance);
      const shrunken = mean + weight * (value - mean);
      const robust =
        tau2 === 0 ? 0 : robustCriticalValue(variance / tau2, options) * weight * Math.sqrt(variance);
      return {
        weight,
        value: shrunken,
        interval: around(shrunken, z * Math.sqrt(weight * variance)),
        robustInterval: around(shrunken, robust),
      };
    }),
  };
}
