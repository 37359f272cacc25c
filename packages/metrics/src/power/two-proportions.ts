import { findRoot } from '../numerics/find-root.js';
import { normalCdf } from '../numerics/normal-cdf.js';
import { criticalZ } from '../numerics/normal-quantile.js';

export interface PowerOptions {
  /** Two-sided significance level, 0.05 where left out. */
  alpha?: number | undefined;
}

/** A true rate and the number of images it will be measured on. */
export interface PlannedGroup {
  rate: number;
  n: number;
}

/**
 * Power of the two-sided z-test of equal proportions: Φ((d − z·s0)/s1) + Φ((−d − z·s0)/s1), s0 at the pooled rate and
 * s1 at the two rates. 0 where a group is empty.
 */
export function powerTwoProportions(a: PlannedGroup, b: PlannedGroup, options: PowerOptions = {}): number {
  if (!(a.n > 0 && b.n > 0)) return 0;
  const z = criticalZ(1 - (options.alpha ?? 0.05));
  const difference = Math.abs(a.rate - b.rate);
  const pooled = (a.rate * a.n + b.rate * b.n) / (a.n + b.n);
  const null0 = z * Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
  const spread = Math.sqrt((a.rate * (1 - a.rate)) / a.n + (b.rate * (1 - b.rate)) / b.n);
  // Two rates of exactly 0 or 1 leave no chance: the test rejects or it does not.
  if (spread === 0) return difference > null0 ? 1 : 0;
  return normalCdf((difference - null0) / spread) + normalCdf((-difference - null0) / spread);
}

export interface DetectableOptions extends PowerOptions {
  /** Probability of finding a drop of that size, 0.8 where left out. */
  power?: number | undefined;
}

/**
 * The smallest drop below the reference's rate that a group of `n` images would show with the given power; null where
 * even the largest possible drop, to 0, would not show (too few images, or a reference rate of 0).
 */
export function minimumDetectableDrop(
  reference: PlannedGroup,
  n: number,
  options: DetectableOptions = {},
): number | null {
  const { power = 0.8 } = options;
  const missing = (drop: number): number =>
    powerTwoProportions({ rate: reference.rate - drop, n }, reference, options) - power;
  if (!(reference.rate > 0) || missing(reference.rate) < 0) return null;
  // Power starts at the test's level and grows with the drop.
  return missing(0) >= 0 ? 0 : findRoot(missing, 0, reference.rate);
}
