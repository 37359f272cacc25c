import type { LossMoments, SliceScores } from '../scores/slice-scores.js';
import type { CriticalValues } from './critical-values.js';
import type { MetricFacts, ScoreEstimate, ScoreMetric } from './metric.js';

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
    estimate(scores: SliceScores, critical: CriticalValues): ScoreEstimate {
      const { n } = scores;
      const method = 'student-t';
      if (n === 0) {
        return {
          estimate: { value: null, low: null, high: null, n, method, reason: 'no_samples' },
          error: null,
        };
      }
      const { sum, squares } = moments(scores);
      const value = sum / n;
      if (n < 2) return { estimate: { value, low: null, high: null, n, method }, error: null };
      const variance = Math.max(0, (squares - (sum * sum) / n) / (n - 1));
      const error = Math.sqrt(variance / n);
      const half = critical.t(n - 1) * error;
      const [bottom, top] = facts.range;
      const limits = { low: Math.max(bottom, value - half), high: Math.min(top, value + half) };
      return { estimate: { value, ...limits, n, method }, error };
    },
  };
}
