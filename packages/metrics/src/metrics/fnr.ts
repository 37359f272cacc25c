import { ratioMetric } from './ratio-metric.js';

export const falseNegativeRate = ratioMetric({
  id: 'fnr',
  name: 'False negative rate',
  formula: 'FN / (TP + FN)',
  scope: 'class',
  needs: 'counts',
  direction: 'lower',
  range: [0, 1],
  undefinedWhen: 'no image truly is of the class',
  prevalenceFree: true,
  withinOwnLabel: false,
  reference: 'fairlearn false_negative_rate; Aequitas fnr; 1 − recall',
  interval: 'wilson',
  emptyReason: 'no_true',
  weight: (i, j, { label }) => (i === label ? [j === label ? 0 : 1, 1] : [0, 0]),
});
