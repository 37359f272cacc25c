import { type ConfidenceOptions, checkProportion, type Interval } from './interval.js';
import { wilsonInterval } from './wilson.js';

export interface DesignEffectOptions extends ConfidenceOptions {
  /** Variance of the estimate over that of independent images; at least 0, 1 for independent ones. */
  designEffect: number;
}

/**
 * Wilson's interval for images that come in clusters: with the effective size n* = n/deff and count* = p̂·n*.
 * Korn and Graubard (1998) in Wilson's form.
 */
export function clusteredWilsonInterval(count: number, n: number, options: DesignEffectOptions): Interval {
  checkProportion('clusteredWilsonInterval', count, n);
  if (!(options.designEffect > 0))
    throw new RangeError(`designEffect ${options.designEffect} is not positive`);
  return wilsonInterval(count / options.designEffect, n / options.designEffect, options);
}
