import { criticalZ } from '../numerics/normal-quantile.js';
import { studentTQuantile } from '../numerics/student-t.js';
import type { ConfidenceOptions, Interval } from './interval.js';

/** An estimate with its standard error. */
export interface Measured {
  value: number;
  se: number;
}

const expit = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * Delta-method interval on the logit scale for a quantity in (0, 1): expit(logit θ ± z·se/(θ(1−θ))). At 0 and 1 the
 * scale has no meaning and nothing follows from the standard error: null, and a count-based interval is needed.
 */
export function logitDeltaInterval(
  { value, se }: Measured,
  options: ConfidenceOptions = {},
): Interval | null {
  if (!(value > 0 && value < 1) || !(se >= 0)) return null;
  const centre = Math.log(value / (1 - value));
  const half = (criticalZ(options.confidence ?? 0.95) * se) / (value * (1 - value));
  return { low: expit(centre - half), high: expit(centre + half) };
}

/**
 * Interval on Fisher's z = atanh scale for a quantity in (−1, 1) (MCC, kappa): tanh(atanh θ ± z·se/(1−θ²)).
 * Null at ±1, as above.
 */
export function fisherZInterval({ value, se }: Measured, options: ConfidenceOptions = {}): Interval | null {
  if (!(Math.abs(value) < 1) || !(se >= 0)) return null;
  const half = (criticalZ(options.confidence ?? 0.95) * se) / (1 - value * value);
  return { low: Math.tanh(Math.atanh(value) - half), high: Math.tanh(Math.atanh(value) + half) };
}

export interface Moments {
  n: number;
  mean: number;
  /** Sample variance, with n − 1. */
  variance: number;
}

/** Student-t interval for the mean of a loss; null for fewer than two values. */
export function meanInterval(
  { n, mean, variance }: Moments,
  options: ConfidenceOptions = {},
): Interval | null {
  if (!(n >= 2 && variance >= 0)) return null;
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  const half = -studentTQuantile(tail, n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}
