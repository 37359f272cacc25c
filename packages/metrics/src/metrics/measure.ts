import { averagedOver, type Confusion, confusion } from './confusion.js';
import { type Measurement, measuredProportion } from './measurement.js';
import type { CountMetric } from './metric.js';
import { isRatioMetric } from './ratio-metric.js';
import { standardError } from './standard-error.js';

/** A perfect score may miss its end by rounding. */
const EDGE = 1e-12;

/**
 * Measures a metric of a confusion matrix with its standard error: binomial for proportions, the delta method through
 * the gradient for all others. Where the value sits on the edge of its range, or all images lie in one cell and
 * nothing varies, half an image is spread over all cells first (Agresti's device).
 */
export function measure(metric: CountMetric, matrix: Confusion, label: number): Measurement {
  const method = metric.interval;
  const result = metric.value(matrix, label);
  const { value, n } = result;
  if (value === null) return { value, n, method, reason: result.reason };
  if (isRatioMetric(metric) && method === 'wilson') {
    return measuredProportion(metric.ratio(matrix, label).numerator, n);
  }
  const [bottom, top] = metric.range;
  let centre = value;
  let error = errorOf(metric, matrix, label);
  if (!(error > EDGE) || value <= bottom + EDGE || value >= top - EDGE) {
    // Smoothing must not bring in classes that an average was not over.
    const classes = matrix.shape.averaged ?? metric.definedClasses?.(matrix);
    const spread = classes ? averagedOver(smoothed(matrix), classes) : smoothed(matrix);
    error = errorOf(metric, spread, label);
    if (method !== 't' && method !== 'jaccard') centre = metric.value(spread, label).value ?? value;
  }
  // Sample variance with divisor n − 1, for means.
  if (method === 't' && matrix.n > 1) error *= Math.sqrt(matrix.n / (matrix.n - 1));
  const count =
    method === 'jaccard' && isRatioMetric(metric) ? metric.ratio(matrix, label).numerator / 2 : null;
  const classes = result.classes === matrix.shape.size ? undefined : result.classes;
  const measured = { value, n, method, count, centre, error, range: metric.range };
  return classes === undefined ? measured : { ...measured, classes };
}

function errorOf(metric: CountMetric, matrix: Confusion, label: number): number {
  return standardError(metric.gradient(matrix, label), matrix.cells, matrix.n);
}

function smoothed(matrix: Confusion): Confusion {
  const share = 0.5 / matrix.cells.length;
  return confusion(
    matrix.shape,
    matrix.cells.map((count) => count + share),
  );
}
