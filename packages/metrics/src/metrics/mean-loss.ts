import type { LossMoments, SliceScores } from '../scores/slice-scores.js';
import type { Measurement } from './measurement.js';
import type { MetricFacts, ScoreMetric } from './metric.js';

type LossFacts = Omit<MetricFacts, 'direction'> & {
  isOrdinal?: boolean;
  moments: (scores: SliceScores) => LossMoments;
};

/** Mean of a loss over images, with Student's t interval from the stored sums and sums of squares. */
export function meanLoss({ moments, isOrdinal = false, ...facts }: LossFacts): ScoreMetric {
  return {
    ...facts,
    direction: 'lower',
    scope: 'aggregate',
    needs: 'scores',
    appliesTo: (_classes, ordinal) => ordinal || !isOrdinal,
    interval: 't',
    measure(scores): Measurement {
      const { n } = scores;
      if (n === 0) return { value: null, n, method: 't', reason: 'no_samples' };
      const { sum, squares } = moments(scores);
      const value = sum / n;
      const variance = Math.max(0, (squares - (sum * sum) / n) / (n - 1));
      const error = n > 1 ? Math.sqrt(variance / n) : null;
      return { value, n, method: 't', count: null, centre: value, error, range: facts.range };
    },
  };
}
