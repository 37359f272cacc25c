import { calibrationError } from '../calibration/calibration-error.js';
import { delongTest } from '../calibration/delong.js';
import { brierScore, logLoss, rankedProbabilityScore, rankOfTruth } from '../scores/losses.js';
import { type Implementation, type Inputs, list, matrix, number, numbers, object } from './inputs.js';

/** Mean of a score over the images of a case. */
function mean(inputs: Inputs, score: (probabilities: number[], truth: number) => number): number {
  const truth = numbers(inputs, 'y_true');
  const rows = matrix(inputs, 'proba');
  return rows.reduce((sum, row, i) => sum + score(row, truth[i] ?? 0), 0) / rows.length;
}

export const scores: Readonly<Record<string, Implementation>> = {
  log_loss: (inputs) => mean(inputs, logLoss),
  brier_multiclass_sum: (inputs) => mean(inputs, brierScore),
  ranked_probability_score: (inputs) =>
    mean(inputs, (row, truth) =>
      rankedProbabilityScore(
        row,
        truth,
        row.map((_, k) => k),
      ),
    ),
  top_k_accuracy: (inputs) =>
    mean(inputs, (row, truth) => (rankOfTruth(row, truth) <= number(inputs, 'k') ? 1 : 0)),
  delong: (inputs) => {
    const truth = numbers(inputs, 'y').map((label) => label === 1);
    const found = delongTest(truth, numbers(inputs, 'scores_a'), numbers(inputs, 'scores_b'));
    return {
      auc_a: found?.a.value,
      auc_b: found?.b.value,
      var_a: found?.a.variance,
      var_b: found?.b.variance,
      cov: found?.covariance,
      z: found?.z,
      p: found?.p,
    };
  },
  ece_from_bin_sums: (inputs) => {
    const bins = list(inputs, 'bins').map((entry) => {
      const bin = object(entry, 'bins');
      return {
        n: number(bin, 'n'),
        sumConfidence: number(bin, 'sum_conf'),
        sumCorrect: number(bin, 'sum_correct'),
      };
    });
    const found = calibrationError(bins);
    return {
      ece: found?.ece,
      mce: found?.mce,
      sq_ece: found?.squared,
      debiased_sq_ece: found?.squaredDebiased,
      debiased_l2_ece: found?.rmsDebiased,
      debiased_l1_ece_folded_normal: found?.eceDebiased,
    };
  },
};
