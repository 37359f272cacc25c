import { ratioMetric } from './ratio-metric.js';

export const accuracy = ratioMetric({
  id: 'accuracy',
  name: 'Accuracy',
  formula: 'Σ n_ii / n',
  scope: 'aggregate',
  needs: 'counts',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: true,
  reference: 'scikit-learn accuracy_score; equals micro precision, recall and F1',
  interval: 'wilson',
  emptyReason: 'no_samples',
  weight: (i, j) => [i === j ? 1 : 0, 1],
});
