import {
  type CalibrationError,
  type ConfidenceBin,
  calibrationError,
} from '../calibration/calibration-error.js';
import type { SliceScores } from '../scores/slice-scores.js';
import type { Measurement } from './measurement.js';
import type { MetricFacts, ScoreMetric } from './metric.js';

type CalibrationFacts = Pick<MetricFacts, 'id' | 'name' | 'formula' | 'reference'> & {
  bins: (scores: SliceScores) => readonly ConfidenceBin[];
  pick: (error: CalibrationError) => number;
};

/** A calibration error of the top confidence. It has a test (see the calibration of a slice) and no interval. */
export function calibrationMetric({ bins, pick, ...facts }: CalibrationFacts): ScoreMetric {
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
    measure(scores): Measurement {
      const { n } = scores;
      const found = calibrationError(bins(scores));
      if (!found) return { value: null, n, method: 'none', reason: 'no_samples' };
      const value = pick(found);
      return { value, n, method: 'none', count: null, centre: value, error: null, range: [0, 1] };
    },
  };
}
