import { type Measurement, measuredProportion } from './measurement.js';
import type { ScoreMetric } from './metric.js';

/** Share of images whose true class is among the k highest scores, from counted ranks (k ≤ 3). */
function topK(k: 2 | 3): ScoreMetric {
  return {
    id: `top_${k}_accuracy`,
    name: `Top-${k} accuracy`,
    formula: `share of images whose true class is among the ${k} highest scores`,
    scope: 'aggregate',
    needs: 'scores',
    appliesTo: (classes) => classes > k,
    direction: 'higher',
    range: [0, 1],
    interval: 'wilson',
    undefinedWhen: 'no images with scores',
    prevalenceFree: false,
    withinOwnLabel: false,
    reference: 'scikit-learn top_k_accuracy_score, ties broken its way',
    measure({ n, ranks }): Measurement {
      if (n === 0) return { value: null, n, method: 'wilson', reason: 'no_samples' };
      return measuredProportion(
        ranks.subarray(0, k).reduce((sum, images) => sum + images, 0),
        n,
      );
    },
  };
}

export const topTwo = topK(2);
export const topThree = topK(3);
