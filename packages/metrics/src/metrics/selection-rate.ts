import { ratioMetric } from './ratio-metric.js';

export const selectionRate = ratioMetric({
  id: 'selection_rate',
  name: 'Selection rate',
  formula: '(TP + FP) / n',
  scope: 'class',
  needs: 'counts',
  direction: 'none',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  describesMix: true,
  withinOwnLabel: false,
  reference: 'fairlearn selection_rate; Aequitas pprev',
  interval: 'wilson',
  emptyReason: 'no_samples',
  weight: (_i, j, { label }) => [j === label ? 1 : 0, 1],
});
