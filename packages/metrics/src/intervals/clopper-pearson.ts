import { betaQuantile } from '../numerics/beta-quantile.js';
import { type ConfidenceOptions, checkProportion, type Interval } from './interval.js';

/**
 * One-sided Clopper–Pearson lower limit: the Beta(count, n − count + 1) quantile at 1 − confidence; 0 for count = 0.
 * Never covers less than stated, which is what a pass/fail floor needs.
 */
export function clopperPearsonLowerLimit(count: number, n: number, options: ConfidenceOptions = {}): number {
  checkProportion('clopperPearsonLowerLimit', count, n);
  if (count === 0) return 0;
  return betaQuantile(1 - (options.confidence ?? 0.95), { a: count, b: n - count + 1 });
}

/** One-sided Clopper–Pearson upper limit: the complement's lower limit mirrored; 1 for count = n. */
function clopperPearsonUpperLimit(count: number, n: number, options: ConfidenceOptions = {}): number {
  checkProportion('clopperPearsonUpperLimit', count, n);
  if (count === n) return 1;
  return betaQuantile(options.confidence ?? 0.95, { a: count + 1, b: n - count });
}

/**
 * Clopper–Pearson ("exact") interval for a proportion: the two one-sided limits at 1 − (1 − confidence)/2 each;
 * [0, 1] for n = 0. C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413.
 */
export function clopperPearsonInterval(count: number, n: number, options: ConfidenceOptions = {}): Interval {
  const confidence = 1 - (1 - (options.confidence ?? 0.95)) / 2;
  return {
    low: clopperPearsonLowerLimit(count, n, { confidence }),
    high: clopperPearsonUpperLimit(count, n, { confidence }),
  };
}
