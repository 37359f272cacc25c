import { ratioMetric } from './ratio-metric.js';

export const falseDiscoveryRate = ratioMetric({
  id: 'fdr',
  name: 'False discovery rate',
  formula: 'FP / (TP + FP)',
  scope: 'class',
  needs: 'counts',
  direction: 'lower',
  range: [0, 1],
  undefinedWhen: 'the class is never predicted',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'Aequitas fdr; 1 − precision',
  interval: 'wilson',
  emptyReason: 'no_pred',
  weight: (i, j, { label }) => (j === label ? [i === label ? 0 : 1, 1] : [0, 0]),
});
