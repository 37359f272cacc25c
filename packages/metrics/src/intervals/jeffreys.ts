import { betaQuantile } from '../numerics/beta-quantile.js';
import { type ConfidenceOptions, checkProportion, type Interval } from './interval.js';

/**
 * Jeffreys interval for a proportion: equal-tailed, of the posterior Beta(count + ½, n − count + ½); the lower limit
 * is 0 for count = 0 and the upper one 1 for count = n. Brown, Cai and DasGupta, Statistical Science 16 (2001).
 */
export function jeffreysInterval(count: number, n: number, options: ConfidenceOptions = {}): Interval {
  checkProportion('jeffreysInterval', count, n);
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  const shape = { a: count + 0.5, b: n - count + 0.5 };
  return {
    low: count === 0 ? 0 : betaQuantile(tail, shape),
    high: count === n ? 1 : betaQuantile(1 - tail, shape),
  };
}
