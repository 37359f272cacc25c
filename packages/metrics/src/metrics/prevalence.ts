import { ratioMetric } from './ratio-metric.js';

export const prevalence = ratioMetric({
  id: 'prevalence',
  name: 'Prevalence',
  formula: '(TP + FN) / n',
  scope: 'class',
  needs: 'counts',
  direction: 'none',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  describesMix: true,
  withinOwnLabel: false,
  reference: 'Aequitas prev; a property of the data, not of the model',
  interval: 'wilson',
  emptyReason: 'no_samples',
  weight: (i, _j, { label }) => [i === label ? 1 : 0, 1],
});
