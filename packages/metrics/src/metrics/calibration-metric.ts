import {
  type CalibrationError,
  type ConfidenceBin,
  calibrationError,
} from '../calibration/calibration-error.js';
import type { SliceScores } from '../scores/slice-scores.js';
import type { MetricFacts, ScoreEstimate, ScoreMetric } from './metric.js';

type CalibrationFacts = Pick<MetricFacts, 'id' | 'name' | 'formula' | 'reference'> & {
  bins: (scores: SliceScores) => readonly ConfidenceBin[];
  pick: (error: CalibrationError) => number;
  method: string;
};

/** A calibration error of the top confidence. It has a test (see the calibration of a slice) and no interval. */
export function calibrationMetric({ bins, pick, method, ...facts }: CalibrationFacts): ScoreMetric {
  return {
    ...facts,
    needs: 'scores',
    appliesTo: () => true,
    scope: 'aggregate',
    direction: 'lower',
    range: [0, 1],
    interval: 'none',
    undefinedWhen: 'no images with scores',
    prevalenceFree: false,
    withinOwnLabel: false,
    estimate(scores: SliceScores): ScoreEstimate {
      const error = calibrationError(bins(scores));
      const limits = { low: null, high: null, n: scores.n, method };
      if (!error) return { estimate: { value: null, ...limits, reason: 'no_samples' }, error: null };
      return { estimate: { value: pick(error), ...limits }, error: null };
    },
  };
}
