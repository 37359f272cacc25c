import { ratioMetric } from './ratio-metric.js';

/** Σ t_k·recall_k/Σ t_k is Σ n_kk/n, so it is written, and gets its interval, as the proportion that it is. */
export const weightedRecall = ratioMetric({
  id: 'weighted_recall',
  name: 'Weighted recall',
  formula: 'Σ t_k·TP_k / (TP_k + FN_k) / Σ t_k = accuracy',
  scope: 'aggregate',
  needs: 'counts',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn recall_score(average=weighted); always equal to accuracy',
  interval: 'wilson',
  emptyReason: 'no_samples',
  weight: (i, j) => [i === j ? 1 : 0, 1],
});
