import { criticalZ } from '../numerics/normal-quantile.js';
import { type ConfidenceOptions, checkProportion, type Interval } from './interval.js';

/**
 * Wilson's score interval for a proportion p̂ = count/n: (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n).
 * The lower limit is exactly 0 for count = 0 and the upper one exactly 1 for count = n; with n = 0 nothing is known
 * and the interval is [0, 1]. Fractional counts are accepted (effective sample sizes).
 * E. B. Wilson, JASA 22 (1927) 209-212.
 */
export function wilsonInterval(count: number, n: number, options: ConfidenceOptions = {}): Interval {
  return wilsonIntervalAt(count, n, criticalZ(options.confidence ?? 0.95));
}

/** The same at a given normal quantile z, for callers with their own critical value. */
export function wilsonIntervalAt(count: number, n: number, z: number): Interval {
  checkProportion('wilsonInterval', count, n);
  if (n === 0) return { low: 0, high: 1 };
  const square = z * z;
  const sum = count + square / 2 + z * Math.sqrt((count * (n - count)) / n + square / 4);
  // The limits are the roots of (n + z²)p² − (2·count + z²)p + count²/n; the smaller one through their product,
  // so that neither loses digits by subtraction.
  return {
    low: count === 0 ? 0 : (count * count) / (n * sum),
    high: count === n ? 1 : sum / (n + square),
  };
}

/** One-sided lower Wilson limit at the given confidence: the lower end of the two-sided interval at 2·confidence − 1. */
export function wilsonLowerLimit(count: number, n: number, options: ConfidenceOptions = {}): number {
  return wilsonIntervalAt(count, n, criticalZ(2 * (options.confidence ?? 0.95) - 1)).low;
}
