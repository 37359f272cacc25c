import type { MetricChange, UndefinedReason } from '@evenhand/contracts';
import type { Interval } from '../intervals/interval.js';
import type { CriticalValues } from '../metrics/critical-values.js';
import { normalSf } from '../numerics/normal-cdf.js';
import { studentTSf } from '../numerics/student-t.js';
import { mcnemarTest } from '../paired/mcnemar.js';
import { type PairedCounts, tangoInterval } from '../paired/paired-difference.js';

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
  readonly reason?: undefined;
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
  const { classes } = measurement;
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
    },
    p: pOfChange(measurement),
  };
}

function limitsOfChange(change: MeasuredChange, critical: CriticalValues): Interval | null {
  const { method, pairs, delta, n, range } = change;
  if (method === 'tango') return pairs && tangoInterval(pairs, critical);
  if (!hasError(change)) return null;
  const half = (method === 'paired-t' ? critical.t(n - 1) : critical.z) * change.error;
  const width = range[1] - range[0];
  return { low: Math.max(delta - half, -width), high: Math.min(delta + half, width) };
}

function pOfChange(change: MeasuredChange): number | null {
  const { method, pairs, delta, n } = change;
  if (method === 'tango') return pairs && midP(pairs);
  if (!hasError(change)) return null;
  if (delta === 0) return 1;
  const z = Math.abs(delta) / change.error;
  return 2 * (method === 'paired-t' ? studentTSf(z, n - 1) : normalSf(z));
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
