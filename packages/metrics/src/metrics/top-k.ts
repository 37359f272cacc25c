import { wilsonIntervalAt } from '../intervals/wilson.js';
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
    estimate({ n, ranks }, critical) {
      const method = 'wilson';
      if (n === 0) {
        return {
          estimate: { value: null, low: null, high: null, n, method, reason: 'no_samples' },
          error: null,
        };
      }
      const count = ranks.subarray(0, k).reduce((sum, images) => sum + images, 0);
      const value = count / n;
      const error = Math.sqrt((value * (1 - value)) / n);
      return { estimate: { value, ...wilsonIntervalAt(count, n, critical.z), n, method }, error };
    },
  };
}

export const topTwo = topK(2);
export const topThree = topK(3);
