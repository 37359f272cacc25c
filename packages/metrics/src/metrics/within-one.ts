import { ratioMetric } from './ratio-metric.js';

export const withinOne = ratioMetric({
  id: 'within_one',
  name: 'Within one class',
  formula: 'share of images with |j − i| ≤ 1',
  scope: 'aggregate',
  needs: 'ordinal',
  direction: 'higher',
  range: [0, 1],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'neighbouring bands are often a matter of labelling',
  interval: 'wilson',
  emptyReason: 'no_samples',
  weight: (i, j, { places }) => [Math.abs((places[j] ?? 0) - (places[i] ?? 0)) <= 1 ? 1 : 0, 1],
});
