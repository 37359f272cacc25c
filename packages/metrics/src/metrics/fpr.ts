import { ratioMetric } from './ratio-metric.js';

export const falsePositiveRate = ratioMetric({
  id: 'fpr',
  name: 'False positive rate',
  formula: 'FP / (FP + TN)',
  scope: 'class',
  needs: 'counts',
  direction: 'lower',
  range: [0, 1],
  undefinedWhen: 'every image truly is of the class',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'fairlearn false_positive_rate; Aequitas fpr; 1 − specificity',
  interval: 'wilson',
  emptyReason: 'no_true',
  weight: (i, j, { label }) => (i === label ? [0, 0] : [j === label ? 1 : 0, 1]),
});
