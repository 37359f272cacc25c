import type { Estimate } from '@evenhand/contracts';
import { f1FromJaccard } from '../intervals/f1.js';
import type { Interval } from '../intervals/interval.js';
import { fisherZInterval, logitDeltaInterval } from '../intervals/transformed.js';
import { wilsonIntervalAt } from '../intervals/wilson.js';
import { type Confusion, confusion } from './confusion.js';
import type { CriticalValues } from './critical-values.js';
import type { CountMetric, IntervalMethod } from './metric.js';
import { isRatioMetric } from './ratio-metric.js';
import { standardError } from './standard-error.js';

/** A metric of a confusion matrix with its confidence interval; null with a reason where it is undefined. */
export function metricEstimate(
  metric: CountMetric,
  matrix: Confusion,
  { label, critical }: { label: number; critical: CriticalValues },
): Estimate {
  const result = metric.value(matrix, label);
  const { value, n } = result;
  const method = METHOD_NAMES[metric.interval];
  if (value === null) return { value, low: null, high: null, n, method, reason: result.reason };
  const { classes } = result;
  const limits = interval(metric, matrix, { label, critical });
  return {
    value,
    low: limits?.low ?? null,
    high: limits?.high ?? null,
    n,
    method,
    ...(classes !== undefined && classes < matrix.shape.size && { classes }),
  };
}

/** The names that the audit document prints. */
const METHOD_NAMES: Readonly<Record<IntervalMethod, string>> = {
  wilson: 'wilson',
  jaccard: 'wilson-jaccard',
  logit: 'logit-delta',
  fisher: 'fisher-z-delta',
  t: 'student-t',
};

interface At {
  label: number;
  critical: CriticalValues;
}

function interval(metric: CountMetric, matrix: Confusion, { label, critical }: At): Interval | null {
  if (isRatioMetric(metric) && (metric.interval === 'wilson' || metric.interval === 'jaccard')) {
    const { numerator, images } = metric.ratio(matrix, label);
    if (metric.interval === 'wilson') return wilsonIntervalAt(numerator, images, critical.z);
    const { low, high } = wilsonIntervalAt(numerator / 2, images, critical.z);
    return { low: f1FromJaccard(low), high: f1FromJaccard(high) };
  }
  return deltaInterval(metric, matrix, { label, critical });
}

/** A perfect score may miss its end by rounding. */
const EDGE = 1e-12;

/**
 * Delta-method interval on the metric's own scale. Where the estimate sits on the edge of its range, or every image
 * in one cell leaves no variance to see, half an image is spread over all cells first (Agresti's device), and the
 * interval is stretched to hold the estimate.
 */
function deltaInterval(metric: CountMetric, matrix: Confusion, { label, critical }: At): Interval | null {
  const { value } = metric.value(matrix, label);
  if (value === null || (metric.interval === 't' && matrix.n < 2)) return null;
  const [bottom, top] = metric.range;
  let centre = value;
  let error = errorOf(metric, matrix, label);
  if (!(error > EDGE) || value <= bottom + EDGE || value >= top - EDGE) {
    const spread = smoothed(matrix);
    error = errorOf(metric, spread, label);
    if (metric.interval !== 't') centre = metric.value(spread, label).value ?? value;
  }
  const limits = onScale(metric.interval, { centre, error, n: matrix.n, critical });
  if (!limits) return null;
  const { low, high } = limits;
  return { low: Math.max(bottom, Math.min(low, value)), high: Math.min(top, Math.max(high, value)) };
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

function onScale(
  method: IntervalMethod,
  { centre, error, n, critical }: { centre: number; error: number; n: number; critical: CriticalValues },
): Interval | null {
  switch (method) {
    case 'fisher':
      return fisherZInterval({ value: centre, se: error }, critical);
    case 't': {
      // Sample variance with divisor n − 1.
      const half = critical.t(n - 1) * error * Math.sqrt(n / (n - 1));
      return { low: centre - half, high: centre + half };
    }
    case 'wilson':
    case 'jaccard':
    case 'logit':
      return logitDeltaInterval({ value: centre, se: error }, critical);
  }
}
