import { ratioMetric } from './ratio-metric.js';

export const precision = ratioMetric({
  id: 'precision',
  name: 'Precision',
  formula: 'TP / (TP + FP)',
  scope: 'class',
  needs: 'counts',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'the class is never predicted',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn precision_score(average=None); positive predictive value',
  interval: 'wilson',
  emptyReason: 'no_pred',
  weight: (i, j, { label }) => (j === label ? [i === label ? 1 : 0, 1] : [0, 0]),
});
