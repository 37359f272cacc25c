import { ratioMetric } from './ratio-metric.js';

export const recall = ratioMetric({
  id: 'recall',
  name: 'Recall',
  formula: 'TP / (TP + FN)',
  scope: 'class',
  needs: 'counts',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no image truly is of the class',
  prevalenceFree: true,
  withinOwnLabel: true,
  reference: 'scikit-learn recall_score(average=None); true positive rate, sensitivity',
  interval: 'wilson',
  emptyReason: 'no_true',
  weight: (i, j, { label }) => (i === label ? [j === label ? 1 : 0, 1] : [0, 0]),
});
