import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { findRootNear } from '../numerics/find-root.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import type { Discordant } from './mcnemar.js';

/** Discordant images out of `n` that both models have seen. */
export interface PairedCounts extends Discordant {
  n: number;
}

function check(name: string, { n, fixed, broken }: PairedCounts): void {
  if (!(fixed >= 0 && broken >= 0 && fixed + broken <= n)) {
    throw new RangeError(`${name}: ${fixed} fixed and ${broken} broken of ${n}`);
  }
}

/** Tango's score for "the second model's rate exceeds the first's by D", at the constrained likelihood maximum. */
function score({ n, fixed, broken }: PairedCounts, difference: number): number {
  // For D ≥ 0 what is estimated is the smaller rate, and nothing cancels near D = 1, where the variance is next to 0.
  if (difference < 0) return 0 - scoreOfExcess({ n, fixed: broken, broken: fixed }, -difference);
  return scoreOfExcess({ n, fixed, broken }, difference);
}

/** For a difference ≥ 0. */
function scoreOfExcess({ n, fixed, broken }: PairedCounts, difference: number): number {
  const excess = fixed - broken - n * difference;
  if (excess === 0) return 0;
  const linear = -fixed - broken + (2 * n - fixed + broken) * difference;
  const constant = broken * difference * (1 - difference);
  const root = Math.sqrt(linear * linear + 8 * n * constant);
  // The root of the quadratic that is not negative, without the difference of two like numbers.
  const rate = linear > 0 ? (2 * constant) / (root + linear) : (root - linear) / (4 * n);
  const variance = n * (2 * rate + difference * (1 - difference));
  return excess / Math.sqrt(variance);
}

/**
 * Tango's score interval for the difference of two proportions on the same images, second − first = (fixed −
 * broken)/n. Of positive width without discordant images too; [−1, 1] for n = 0.
 * T. Tango, Statistics in Medicine 17 (1998) 891-908.
 */
export function tangoInterval(counts: PairedCounts, options: ConfidenceOptions = {}): Interval {
  check('tangoInterval', counts);
  if (counts.n === 0) return { low: -1, high: 1 };
  const z = criticalZ(options.confidence ?? 0.95);
  const estimate = (counts.fixed - counts.broken) / counts.n;
  const guess = agrestiMinInterval(counts, options);
  const limit = (end: 1 | -1): number => {
    if (estimate === end) return end;
    const excess = (d: number): number => Math.min(Math.max(score(counts, d), -1e6), 1e6) + end * z;
    return findRootNear(excess, end < 0 ? guess.low : guess.high, { inner: estimate, outer: end });
  };
  return { low: limit(-1), high: limit(1) };
}

/** Estimate of the same difference after adding ½ to each of the four cells, with Wald's standard error: never 0. */
export function agrestiMinEstimate({ n, fixed, broken }: PairedCounts): { value: number; se: number } {
  const total = n + 2;
  const value = (fixed - broken) / total;
  const variance = (fixed + broken + 1 - (fixed - broken) * value) / (total * total);
  return { value, se: Math.sqrt(variance) };
}

/**
 * Agresti and Min's interval for the same: Wald's after adding ½ to each of the four cells, cut to [−1, 1]. Closed
 * form, for bulk. A. Agresti and Y. Min, Statistics in Medicine 24 (2005) 729-740.
 */
export function agrestiMinInterval(counts: PairedCounts, options: ConfidenceOptions = {}): Interval {
  check('agrestiMinInterval', counts);
  const { value, se } = agrestiMinEstimate(counts);
  const half = criticalZ(options.confidence ?? 0.95) * se;
  return { low: Math.max(value - half, -1), high: Math.min(value + half, 1) };
}
