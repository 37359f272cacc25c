import { jackknifeAcceleration } from '../bootstrap/bca.js';
import { exactPercentileInterval, percentileStandardError } from '../bootstrap/percentile.js';
import { clopperPearsonInterval } from '../intervals/clopper-pearson.js';
import { clusterRobustProportion } from '../intervals/cluster-robust.js';
import { clusteredWilsonInterval } from '../intervals/design-effect.js';
import { agrestiCaffoDifferenceInterval, newcombeDifferenceInterval } from '../intervals/difference.js';
import { f1FromJaccard, f1Interval } from '../intervals/f1.js';
import { jeffreysInterval } from '../intervals/jeffreys.js';
import { miettinenNurminenDifferenceInterval } from '../intervals/miettinen-nurminen.js';
import { type Bounded, moverDifference, moverRatio } from '../intervals/mover.js';
import {
  katzRatioInterval,
  koopmanRatioInterval,
  miettinenNurminenRatioInterval,
} from '../intervals/ratio.js';
import { wilsonInterval, wilsonLowerLimit } from '../intervals/wilson.js';
import {
  confidence,
  type Implementation,
  type Inputs,
  number,
  numbers,
  object,
  pair,
  proportion,
} from './inputs.js';

function counts(inputs: Inputs): { tp: number; fp: number; fn: number } {
  return { tp: number(inputs, 'tp'), fp: number(inputs, 'fp'), fn: number(inputs, 'fn') };
}

function f1Value({ tp, fp, fn }: { tp: number; fp: number; fn: number }): number {
  return f1FromJaccard(tp / (tp + fp + fn));
}

function boundedF1(inputs: Inputs, name: string): Bounded {
  const own = counts(object(inputs[name], name));
  return { value: f1Value(own), ...f1Interval(own, confidence(inputs)) };
}

export const intervals: Readonly<Record<string, Implementation>> = {
  wilson_interval: (inputs) =>
    pair(wilsonInterval(number(inputs, 'count'), number(inputs, 'nobs'), confidence(inputs))),
  clopper_pearson_interval: (inputs) =>
    pair(clopperPearsonInterval(number(inputs, 'count'), number(inputs, 'nobs'), confidence(inputs))),
  jeffreys_interval: (inputs) =>
    pair(jeffreysInterval(number(inputs, 'count'), number(inputs, 'nobs'), confidence(inputs))),
  wilson_lower_one_sided: (inputs) =>
    wilsonLowerLimit(number(inputs, 'count'), number(inputs, 'nobs'), confidence(inputs)),
  wilson_interval_design_effect: (inputs) =>
    pair(
      clusteredWilsonInterval(number(inputs, 'count'), number(inputs, 'nobs'), {
        ...confidence(inputs),
        designEffect: number(inputs, 'deff'),
      }),
    ),
  cluster_robust_proportion: (inputs) => {
    const sizes = numbers(inputs, 'sizes');
    const clusters = numbers(inputs, 'successes').map((count, c) => ({ count, n: sizes[c] ?? 0 }));
    const found = clusterRobustProportion(clusters);
    return {
      p: found.value,
      se: found.se,
      deff: found.designEffect,
      n_eff: found.effectiveSize,
      wilson_neff: pair(found.interval),
    };
  },
  f1_wilson_jaccard: (inputs) => ({
    f1: f1Value(counts(inputs)),
    ci: pair(f1Interval(counts(inputs), confidence(inputs))),
  }),
  newcombe_diff_interval: (inputs) =>
    pair(newcombeDifferenceInterval(proportion(inputs, '1'), proportion(inputs, '2'), confidence(inputs))),
  miettinen_nurminen_diff_interval: (inputs) =>
    pair(
      miettinenNurminenDifferenceInterval(
        proportion(inputs, '1'),
        proportion(inputs, '2'),
        confidence(inputs),
      ),
    ),
  agresti_caffo_diff_interval: (inputs) =>
    pair(
      agrestiCaffoDifferenceInterval(proportion(inputs, '1'), proportion(inputs, '2'), confidence(inputs)),
    ),
  katz_log_ratio_interval: (inputs) => {
    const [a, b] = [proportion(inputs, '1'), proportion(inputs, '2')];
    return { ratio: a.count / a.n / (b.count / b.n), ci: pair(katzRatioInterval(a, b, confidence(inputs))) };
  },
  miettinen_nurminen_ratio_interval: (inputs) =>
    pair(
      miettinenNurminenRatioInterval(proportion(inputs, '1'), proportion(inputs, '2'), confidence(inputs)),
    ),
  koopman_ratio_interval: (inputs) =>
    pair(koopmanRatioInterval(proportion(inputs, '1'), proportion(inputs, '2'), confidence(inputs))),
  mover_diff_f1: (inputs) => pair(moverDifference(boundedF1(inputs, 'a'), boundedF1(inputs, 'b'))),
  mover_ratio_f1: (inputs) => pair(moverRatio(boundedF1(inputs, 'a'), boundedF1(inputs, 'b'))),
  bca_acceleration_proportion: (inputs) => {
    const n = number(inputs, 'n');
    const count = Math.round(number(inputs, 'p') * n);
    return jackknifeAcceleration([count, n - count], ([hits = 0, misses = 0]) => hits / (hits + misses));
  },
  exact_percentile_interval_proportion: (inputs) =>
    pair(exactPercentileInterval(number(inputs, 'count'), number(inputs, 'nobs'), confidence(inputs))),
  monte_carlo_se_of_percentile: (inputs) =>
    percentileStandardError({
      replicates: number(inputs, 'B'),
      q: number(inputs, 'q'),
      sd: number(inputs, 'replicate_sd'),
    }),
};
