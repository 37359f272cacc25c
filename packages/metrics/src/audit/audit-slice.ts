import type { ClassMetrics, Estimate, Group, Slice } from '@evenhand/contracts';
import type { Confusion } from '../metrics/confusion.js';
import type { CountMetric } from '../metrics/metric.js';
import { type CriticalValues, metricEstimate } from '../metrics/metric-estimate.js';
import { countMetrics } from '../metrics/registry.js';

/** What all slices of one grouping share. */
export interface SliceContext {
  labels: readonly string[];
  ordinal: boolean;
  /** The grouping contains the task's own label. */
  degenerate: boolean;
  critical: CriticalValues;
}

/** Everything that the confusion matrix of one group says. */
export function auditSlice(group: Group, matrix: Confusion, context: SliceContext): Slice {
  const wanted = countMetrics.filter((metric) => metric.needs !== 'ordinal' || context.ordinal);
  const aggregate = wanted.filter((metric) => metric.scope === 'aggregate');
  const perClass = wanted.filter((metric) => metric.scope === 'class');
  const size = context.labels.length;
  return {
    group: { ...group },
    n: matrix.n,
    confusion: context.labels.map((_, i) => Array.from(matrix.cells.subarray(i * size, (i + 1) * size))),
    metrics: estimates(aggregate, matrix, { ...context, label: -1 }),
    classes: context.labels.map(
      (name, label): ClassMetrics => ({
        label: name,
        support: matrix.truth[label] as number,
        predicted: matrix.predicted[label] as number,
        metrics: estimates(perClass, matrix, { ...context, label }),
      }),
    ),
  };
}

function estimates(
  metrics: readonly CountMetric[],
  matrix: Confusion,
  { label, critical, degenerate }: SliceContext & { label: number },
): Record<string, Estimate> {
  const found: Record<string, Estimate> = {};
  for (const metric of metrics) {
    const estimate = metricEstimate(metric, matrix, { label, critical });
    const meaningless = degenerate && !metric.withinOwnLabel && estimate.reason !== 'no_samples';
    found[metric.id] = meaningless
      ? { value: null, low: null, high: null, n: estimate.n, method: estimate.method, reason: 'degenerate' }
      : estimate;
  }
  return found;
}
