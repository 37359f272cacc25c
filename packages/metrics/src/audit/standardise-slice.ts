import type { Confusion } from '../metrics/confusion.js';
import { clustered, type Measured, type Measurement, measuredProportion } from '../metrics/measurement.js';
import type { CountMetric } from '../metrics/metric.js';
import { metricOfStandardised, standardiseLabelMix } from '../standardise/label-mix.js';
import type { MetricEntry } from './measure-slice.js';

/** Metrics that change with the label mix, apart from those that are about the mix itself. */
export function isStandardised({ metric }: MetricEntry): boolean {
  return metric.needs !== 'scores' && !metric.prevalenceFree && !metric.describesMix;
}

/**
 * A group's values at the label mix of the whole test set, entry by entry; null for entries that do not depend on it.
 * Null altogether where the group lacks images of a class that the whole has.
 */
export function standardiseSlice(
  matrix: Confusion,
  entries: readonly MetricEntry[],
  {
    labelMix: reference,
    measurements,
  }: { labelMix: readonly number[]; measurements: readonly Measurement[] },
): (Measured | null)[] | null {
  if (reference.some((images, k) => images > 0 && matrix.truth[k] === 0)) return null;
  const standardised = standardiseLabelMix(matrix, reference);
  if (!standardised) return entries.map(() => null);
  return entries.map((entry, index) => {
    const { metric, label } = entry;
    if (metric.needs === 'scores' || !isStandardised(entry)) return null;
    const measured = standardisedMeasurement(metric, matrix, { standardised, label });
    // Clusters widen the standardised value's limits as much as the raw one's.
    const raw = measurements[index];
    const design = raw && raw.value !== null ? raw.design : undefined;
    return measured && design ? clustered(measured, design) : measured;
  });
}

function standardisedMeasurement(
  metric: CountMetric,
  matrix: Confusion,
  at: { standardised: Confusion; label: number },
): Measured | null {
  const { value, se } = metricOfStandardised(metric, matrix, at);
  const raw = metric.value(matrix, at.label);
  if (value === null || raw.value === null) return null;
  const isShare = metric.interval === 'wilson' || metric.interval === 'jaccard';
  // On the edge no variance is left to see: Wilson's limits at the group's own denominator.
  if (isShare && (value <= 0 || value >= 1)) return measuredProportion(value >= 1 ? raw.n : 0, raw.n);
  const method = isShare ? 'logit' : metric.interval;
  return { value, n: raw.n, method, count: null, centre: value, error: se, range: metric.range };
}
