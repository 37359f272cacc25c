import { ratioMetric } from './ratio-metric.js';

export const falseOmissionRate = ratioMetric({
  id: 'for',
  name: 'False omission rate',
  formula: 'FN / (TN + FN)',
  scope: 'class',
  needs: 'counts',
  direction: 'lower',
  range: [0, 1],
  undefinedWhen: 'every image is predicted as the class',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'Aequitas for; 1 − negative predictive value',
  interval: 'wilson',
  emptyReason: 'no_pred',
  weight: (i, j, { label }) => (j === label ? [0, 0] : [i === label ? 1 : 0, 1]),
});
