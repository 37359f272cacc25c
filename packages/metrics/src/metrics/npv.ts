import { ratioMetric } from './ratio-metric.js';

export const negativePredictiveValue = ratioMetric({
  id: 'npv',
  name: 'Negative predictive value',
  formula: 'TN / (TN + FN)',
  scope: 'class',
  needs: 'counts',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'every image is predicted as the class',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'Aequitas npv',
  interval: 'wilson',
  emptyReason: 'no_pred',
  weight: (i, j, { label }) => (j === label ? [0, 0] : [i === label ? 0 : 1, 1]),
});
