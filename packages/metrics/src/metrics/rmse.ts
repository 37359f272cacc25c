import type { Confusion } from './confusion.js';
import { meanAbsoluteError } from './mae.js';
import type { CountMetric } from './metric.js';
import { ratioMetric } from './ratio-metric.js';

const meanSquare = ratioMetric({
  ...meanAbsoluteError,
  id: 'mean_squared_error',
  emptyReason: 'no_samples',
  weight: (i, j, { places }) => [((places[j] ?? 0) - (places[i] ?? 0)) ** 2, 1],
});

/** Beside the mean absolute error: larger where few images are far off rather than many a little. */
export const rootMeanSquaredError: CountMetric = {
  id: 'rmse',
  name: 'Root mean squared error',
  formula: '√(Σ (j − i)²·n_ij / n), in class steps',
  scope: 'aggregate',
  needs: 'ordinal',
  direction: 'lower',
  range: [0, Infinity],
  undefinedWhen: 'no images',
  prevalenceFree: false,
  withinOwnLabel: false,
  reference: 'scikit-learn mean_squared_error(squared=False) on class steps',
  interval: 't',
  value(matrix: Confusion, label: number) {
    const square = meanSquare.value(matrix, label);
    return square.value === null ? square : { ...square, value: Math.sqrt(square.value) };
  },
  /** ∂√m = ∂m/(2√m); 0 where nothing is wrong, and √ has no slope. */
  gradient(matrix: Confusion, label: number) {
    const gradient = meanSquare.gradient(matrix, label);
    const root = Math.sqrt(meanSquare.value(matrix, label).value ?? 0);
    return gradient.map((g) => (root > 0 ? g / (2 * root) : 0));
  },
};
