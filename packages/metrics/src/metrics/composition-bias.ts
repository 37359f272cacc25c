import { ratioMetric } from './ratio-metric.js';

export const compositionBias = ratioMetric({
  id: 'composition_bias',
  name: 'Composition bias',
  formula: '(FP − FN) / n = selection rate − prevalence',
  scope: 'class',
  needs: 'counts',
  direction: 'none',
  range: [-1, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  describesMix: true,
  withinOwnLabel: false,
  reference: 'how far counting predictions miscounts the class',
  interval: 't',
  emptyReason: 'no_samples',
  weight: (i, j, { label }) => [(j === label ? 1 : 0) - (i === label ? 1 : 0), 1],
});
