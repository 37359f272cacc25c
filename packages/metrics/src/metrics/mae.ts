import { ratioMetric } from './ratio-metric.js';

export const meanAbsoluteError = ratioMetric({
  id: 'mae',
  name: 'Mean absolute error',
  formula: 'Σ |j − i|·n_ij / n, in class steps',
  scope: 'aggregate',
  needs: 'ordinal',
  direction: 'lower',
  range: [0, Infinity],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'class steps, not units: age bands have unequal widths',
  interval: 't',
  emptyReason: 'no_samples',
  weight: (i, j, { places }) => [Math.abs((places[j] ?? 0) - (places[i] ?? 0)), 1],
});
