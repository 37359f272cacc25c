import type { MetricChange, UndefinedReason } from '@evenhand/contracts';
import type { Interval } from '../intervals/interval.js';
import type { ClusterDesign } from '../metrics/cluster-design.js';
import { type CriticalValues, criticalValuesAt } from '../metrics/critical-values.js';
import { pValueWith, quantileWith } from '../metrics/measurement.js';
import { studentTSf } from '../numerics/student-t.js';
import { mcnemarChiSquare, mcnemarTest } from '../paired/mcnemar.js';
import { agrestiMinEstimate, type PairedCounts, tangoInterval } from '../paired/paired-difference.js';

/**
 * How limits of a change are made: `tango` score limits for proportions over the same images; `paired-delta` from the
 * difference of the influence functions; `paired-t` for means over images; `paired-bound` from the sum of both
 * models' standard errors, which no dependence can exceed; `none` where a change has no limits.
 */
type ChangeMethod = 'tango' | 'paired-delta' | 'paired-t' | 'paired-bound' | 'none';

/** A change of a metric with all that its limits and tests need. */
export interface MeasuredChange {
  readonly base: number;
  readonly candidate: number;
  readonly delta: number;
  /** Images that it is out of. */
  readonly n: number;
  readonly method: ChangeMethod;
  /** Discordant images of a proportion; null otherwise. */
  readonly pairs: PairedCounts | null;
  /** For comparing groups: the change (shrunken for proportions), and its standard error, null where unknown. */
  readonly centre: number;
  readonly error: number | null;
  /** Range of the metric itself. */
  readonly range: readonly [number, number];
  /** For an average over classes: how many it is over, where fewer than declared. */
  readonly classes?: number | undefined;
  /** Set where the images come in clusters; `pairs`, `centre` and `error` then allow for it already. */
  readonly design?: ClusterDesign | undefined;
  readonly reason?: undefined;
}

/** The change when its images come in clusters: the same value, from as many independent images as say the same. */
export function clusteredChange(change: MeasuredChange, design: ClusterDesign): MeasuredChange {
  const { effect } = design;
  if (!change.pairs) {
    return { ...change, error: change.error === null ? null : change.error * Math.sqrt(effect), design };
  }
  const { n, fixed, broken } = change.pairs;
  const pairs = { n: n / effect, fixed: fixed / effect, broken: broken / effect };
  const { value: centre, se: error } = agrestiMinEstimate(pairs);
  return { ...change, pairs, centre, error, design };
}

/** A change that is not defined because one of the two values is not. */
export interface UnmeasuredChange {
  readonly base: number | null;
  readonly candidate: number | null;
  readonly delta: null;
  readonly n: number;
  readonly method: ChangeMethod;
  readonly reason: UndefinedReason;
}

export type ChangeMeasurement = MeasuredChange | UnmeasuredChange;

/** The change as the comparison document prints it. */
export function metricChange(measurement: ChangeMeasurement, critical: CriticalValues): MetricChange {
  const { base, candidate, delta, n, method } = measurement;
  if (delta === null) {
    const { reason } = measurement;
    return { base, candidate, delta: { value: null, low: null, high: null, n, method, reason }, p: null };
  }
  const limits = limitsOfChange(measurement, critical);
  const { classes, design } = measurement;
  return {
    base,
    candidate,
    delta: {
      value: delta,
      low: limits?.low ?? null,
      high: limits?.high ?? null,
      n,
      method,
      ...(classes !== undefined && { classes }),
      ...(design && { designEffect: design.effect }),
    },
    p: pOfChange(measurement),
  };
}

function limitsOfChange(change: MeasuredChange, critical: CriticalValues): Interval | null {
  const { method, pairs, delta, n, range, design } = change;
  if (method === 'tango') return pairs && tangoLimits({ pairs, design }, critical);
  if (!hasError(change)) return null;
  const isStudent = method === 'paired-t' && !design;
  const half = (isStudent ? critical.t(n - 1) : quantileWith(design, critical)) * change.error;
  const width = range[1] - range[0];
  return { low: Math.max(delta - half, -width), high: Math.min(delta + half, width) };
}

function pOfChange(change: MeasuredChange): number | null {
  const { method, pairs, delta, n, design } = change;
  // Mid-p is of whole images.
  if (method === 'tango') return pairs && (design ? scoreP({ pairs, design }) : midP(pairs));
  if (!hasError(change)) return null;
  if (delta === 0) return 1;
  const z = Math.abs(delta) / change.error;
  return method === 'paired-t' && !design ? 2 * studentTSf(z, n - 1) : pValueWith(design, z);
}

/** Discordant images, and how much less they say because they come in clusters. */
type Pairs = Pick<MeasuredChange, 'design'> & { pairs: PairedCounts };

/** Tango's limits; with Student's quantile where there are few clusters. */
export function tangoLimits({ pairs, design }: Pairs, critical: CriticalValues): Interval {
  return tangoInterval(pairs, design ? criticalValuesAt(quantileWith(design, critical)) : critical);
}

/** McNemar's test in its score form, (fixed − broken)²/(fixed + broken), which Tango's limits agree with. */
export function scoreP({ pairs, design }: Pairs): number {
  return pValueWith(design, Math.sqrt(mcnemarChiSquare(pairs)));
}

/** Mid-p values that were asked for: the groups of a comparison show the same few splits thousands of times. */
const known = new Map<string, number>();

function midP({ fixed, broken }: PairedCounts): number {
  const split = `${fixed}/${broken}`;
  const p = known.get(split) ?? mcnemarTest({ fixed, broken }).midP;
  known.set(split, p);
  return p;
}

/** A few images that all change by the same amount say nothing about how much others would. */
function hasError(change: MeasuredChange): change is MeasuredChange & { error: number } {
  const { error, delta, method, n } = change;
  return error !== null && (error > 0 || delta === 0) && (method !== 'paired-t' || n >= 2);
}
