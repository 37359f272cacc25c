import { ratioMetric } from './ratio-metric.js';

export const signedBias = ratioMetric({
  id: 'signed_bias',
  name: 'Signed bias',
  formula: 'Σ (j − i)·n_ij / n, in class steps',
  scope: 'aggregate',
  needs: 'ordinal',
  direction: 'none',
  range: [-Infinity, Infinity],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: true,
  reference: 'positive: predicted too high (too old)',
  interval: 't',
  emptyReason: 'no_samples',
  weight: (i, j, { places }) => [(places[j] ?? 0) - (places[i] ?? 0), 1],
});
