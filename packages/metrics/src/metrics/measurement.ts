import type { Estimate, UndefinedReason } from '@evenhand/contracts';
import { f1FromJaccard } from '../intervals/f1.js';
import type { Interval } from '../intervals/interval.js';
import { fisherZInterval, logitDeltaInterval } from '../intervals/transformed.js';
import { wilsonIntervalAt } from '../intervals/wilson.js';
import { normalSf } from '../numerics/normal-cdf.js';
import { studentTSf } from '../numerics/student-t.js';
import type { ClusterDesign } from './cluster-design.js';
import type { CriticalValues } from './critical-values.js';

/**
 * How limits are made: `wilson` for proportions of images, `jaccard` Wilson on the Jaccard index mapped to F1,
 * `logit` and `fisher` (atanh) delta method on those scales, `t` Student's t for means; `none` where a bias or a test
 * says more than limits would.
 */
export type IntervalMethod = 'wilson' | 'jaccard' | 'logit' | 'fisher' | 't' | 'none';

/** The names that the audit document prints. */
export const intervalNames: Readonly<Record<IntervalMethod, string>> = {
  wilson: 'wilson',
  jaccard: 'wilson-jaccard',
  logit: 'logit-delta',
  fisher: 'fisher-z-delta',
  t: 'student-t',
  none: 'none',
};

/** A value with all that its limits need, at any critical value. */
export interface Measured {
  readonly value: number;
  /** Images that it is out of. */
  readonly n: number;
  readonly method: IntervalMethod;
  /** Numerator of a proportion (`wilson`), true positives (`jaccard`); null otherwise. */
  readonly count: number | null;
  /** Where limits start from: the value itself, or a smoothed one at the edge of the range. */
  readonly centre: number;
  /** Standard error, above 0 where limits can be made; null where unknown. */
  readonly error: number | null;
  readonly range: readonly [number, number];
  /** For an average over classes: how many it is over, where fewer than declared. */
  readonly classes?: number;
  /** For values from histograms: the exact value is within ± this. */
  readonly bound?: number;
  /** Set where the images come in clusters; `error` then allows for it already. */
  readonly design?: ClusterDesign;
  readonly reason?: undefined;
}

export interface Unmeasured {
  readonly value: null;
  readonly n: number;
  readonly method: IntervalMethod;
  readonly reason: UndefinedReason;
}

export type Measurement = Measured | Unmeasured;

/** Measurement of a proportion count/n with its binomial standard error (of (count+½)/(n+1) at 0 and 1). */
export function measuredProportion(count: number, n: number): Measured {
  const value = count / n;
  const rate = count === 0 || count === n ? (count + 0.5) / (n + 1) : value;
  const error = Math.sqrt((rate * (1 - rate)) / n);
  return { value, n, method: 'wilson', count, centre: value, error, range: [0, 1] };
}

/** The measurement when its images come in clusters: wider limits, the same value. */
export function clustered(measured: Measured, design: ClusterDesign): Measured {
  const error = measured.error === null ? null : measured.error * Math.sqrt(design.effect);
  return { ...measured, error, design };
}

/** Fewer clusters than this make the normal quantile too small: Student's t takes its place. */
const FEW_CLUSTERS = 50;

/** The critical value of limits that allow for clusters, where there are any. */
export function quantileWith(design: ClusterDesign | undefined, critical: CriticalValues): number {
  if (!design || design.clusters >= FEW_CLUSTERS) return critical.z;
  return critical.t(Math.max(1, design.clusters - 1));
}

/** Two-sided p-value of |z|, by Student's t where there are few clusters. */
export function pValueWith(design: ClusterDesign | undefined, z: number): number {
  if (!design || design.clusters >= FEW_CLUSTERS) return 2 * normalSf(z);
  return 2 * studentTSf(z, Math.max(1, design.clusters - 1));
}

/** Confidence limits; null where none can be made. They hold the value and stay in the metric's range. */
export function limitsOf(measured: Measured, critical: CriticalValues): Interval | null {
  const { value, range, method } = measured;
  const limits = rawLimits(measured, critical);
  if (!limits || method === 'wilson' || method === 'jaccard') return limits;
  return {
    low: Math.max(range[0], Math.min(limits.low, value)),
    high: Math.min(range[1], Math.max(limits.high, value)),
  };
}

function rawLimits(measured: Measured, critical: CriticalValues): Interval | null {
  const { method, count, n, centre, error, design } = measured;
  const z = quantileWith(design, critical);
  const effect = design?.effect ?? 1;
  switch (method) {
    case 'wilson':
      return count === null ? null : wilsonIntervalAt(count / effect, n / effect, z);
    case 'jaccard': {
      if (count === null) return null;
      const { low, high } = wilsonIntervalAt(count / effect, n / effect, z);
      return { low: f1FromJaccard(low), high: f1FromJaccard(high) };
    }
    case 'logit':
      return error === null || error === 0
        ? null
        : logitDeltaInterval({ value: centre, se: (error * z) / critical.z }, critical);
    case 'fisher':
      return error === null
        ? null
        : fisherZInterval({ value: centre, se: (error * z) / critical.z }, critical);
    case 't': {
      if (error === null || n < 2) return null;
      const half = (design ? z : critical.t(n - 1)) * error;
      return { low: centre - half, high: centre + half };
    }
    case 'none':
      return null;
  }
}

/** The measurement as the audit document prints it. */
export function estimateOf(measurement: Measurement, critical: CriticalValues): Estimate {
  const { value, n } = measurement;
  const method = intervalNames[measurement.method];
  if (value === null) return { value, low: null, high: null, n, method, reason: measurement.reason };
  const limits = limitsOf(measurement, critical);
  const { classes, design, bound } = measurement;
  const estimate: Estimate = { value, low: limits?.low ?? null, high: limits?.high ?? null, n, method };
  // Not spread: a document holds a hundred thousand of these.
  if (classes !== undefined) estimate.classes = classes;
  if (bound !== undefined) estimate.bound = bound;
  if (design) estimate.designEffect = design.effect;
  return estimate;
}
