import type { Interval } from '../intervals/interval.js';
import type { Moments } from '../intervals/transformed.js';
import { criticalZ } from '../numerics/normal-quantile.js';

export interface CorrectedEstimate extends Interval {
  value: number;
  se: number;
}

/**
 * A metric that is a mean over images, corrected by a randomly chosen part whose labels were checked: θ̂ with the old
 * labels + mean change on the checked part; the variances add (difference estimator, prediction-powered form).
 * `change` holds the moments of (new − old) over the checked images. Null for fewer than two values in either.
 * A. Angelopoulos et al., Science 382 (2023) 669-674.
 */
export function relabelledEstimate(
  noisy: Moments,
  change: Moments,
  options: { confidence?: number | undefined } = {},
): CorrectedEstimate | null {
  if (noisy.n < 2 || change.n < 2) return null;
  const value = noisy.mean + change.mean;
  const se = Math.sqrt(noisy.variance / noisy.n + change.variance / change.n);
  const half = criticalZ(options.confidence ?? 0.95) * se;
  return { value, se, low: value - half, high: value + half };
}
