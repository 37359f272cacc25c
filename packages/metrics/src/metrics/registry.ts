import { accuracy } from './accuracy.js';
import { aurocMacro } from './auroc-macro.js';
import { balancedAccuracy } from './balanced-accuracy.js';
import { brier } from './brier.js';
import { cohenKappa } from './cohen-kappa.js';
import { compositionBias } from './composition-bias.js';
import { expectedCalibrationError } from './ece.js';
import { debiasedCalibrationError } from './ece-debiased.js';
import { f1 } from './f1.js';
import { falseDiscoveryRate } from './fdr.js';
import { falseNegativeRate } from './fnr.js';
import { falseOmissionRate } from './for.js';
import { falsePositiveRate } from './fpr.js';
import { falsePositiveRateFrom } from './fpr-from.js';
import { logLoss } from './log-loss.js';
import { macroF1 } from './macro-f1.js';
import { macroPrecision } from './macro-precision.js';
import { macroRecall } from './macro-recall.js';
import { meanAbsoluteError } from './mae.js';
import { matthewsCorrelation } from './mcc.js';
import type { CountMetric, ScoreMetric } from './metric.js';
import { negativePredictiveValue } from './npv.js';
import { precision } from './precision.js';
import { prevalence } from './prevalence.js';
import { quadraticKappa } from './quadratic-kappa.js';
import { recall } from './recall.js';
import { recallFrom } from './recall-from.js';
import { rootMeanSquaredError } from './rmse.js';
import { rankedProbabilityScore } from './rps.js';
import { selectionRate } from './selection-rate.js';
import { signedBias } from './signed-bias.js';
import { specificity } from './specificity.js';
import { topThree, topTwo } from './top-k.js';
import { weightedF1 } from './weighted-f1.js';
import { weightedPrecision } from './weighted-precision.js';
import { weightedRecall } from './weighted-recall.js';
import { withinOne } from './within-one.js';

/** Every metric of the confusion matrix, in the order of printing. A new metric is one file and one line here. */
export const countMetrics: readonly CountMetric[] = [
  accuracy,
  balancedAccuracy,
  macroPrecision,
  macroRecall,
  macroF1,
  weightedPrecision,
  weightedRecall,
  weightedF1,
  cohenKappa,
  matthewsCorrelation,
  meanAbsoluteError,
  rootMeanSquaredError,
  withinOne,
  signedBias,
  quadraticKappa,
  precision,
  recall,
  f1,
  specificity,
  falsePositiveRate,
  falseNegativeRate,
  negativePredictiveValue,
  falseDiscoveryRate,
  falseOmissionRate,
  selectionRate,
  prevalence,
  compositionBias,
  recallFrom,
  falsePositiveRateFrom,
];

/** Every metric of the probabilities, in the order of printing. */
export const scoreMetrics: readonly ScoreMetric[] = [
  topTwo,
  topThree,
  logLoss,
  brier,
  rankedProbabilityScore,
  expectedCalibrationError,
  debiasedCalibrationError,
  aurocMacro,
];
