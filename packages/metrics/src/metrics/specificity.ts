import { ratioMetric } from './ratio-metric.js';

export const specificity = ratioMetric({
  id: 'specificity',
  name: 'Specificity',
  formula: 'TN / (TN + FP)',
  scope: 'class',
  needs: 'counts',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'every image truly is of the class',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'true negative rate; free of prevalence only with two classes',
  interval: 'wilson',
  emptyReason: 'no_true',
  weight: (i, j, { label }) => (i === label ? [0, 0] : [j === label ? 0 : 1, 1]),
});
