import { findRootNear } from '../numerics/find-root.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import { newcombeDifferenceInterval } from './difference.js';
import type { ConfidenceOptions, Interval } from './interval.js';
import { checkProportions, type Proportion } from './proportion.js';

/**
 * Maximum-likelihood estimate of b's rate under the constraint a − b = D: the root of the likelihood cubic in its
 * trigonometric form (Miettinen and Nurminen 1985, appendix I; Farrington and Manning 1990).
 */
function constrainedRate(a: Proportion, b: Proportion, difference: number): number {
  const total = a.n + b.n;
  const l2 = (a.n + 2 * b.n) * difference - total - a.count - b.count;
  const l1 = (b.n * difference - total - 2 * b.count) * difference + a.count + b.count;
  const l0 = b.count * difference * (1 - difference);
  const shift = l2 / (3 * total);
  const q = shift ** 3 - (l1 * l2) / (6 * total * total) + l0 / (2 * total);
  const p = Math.sign(q || 1) * Math.sqrt(Math.max(shift * shift - l1 / (3 * total), 0));
  const cosine = p === 0 ? 0 : Math.min(Math.max(q / p ** 3, -1), 1);
  const rate = polished(2 * p * Math.cos((Math.PI + Math.acos(cosine)) / 3) - shift, { total, l2, l1, l0 });
  return Math.min(Math.max(rate, 0, -difference), 1, 1 - difference);
}

/**
 * One step of Newton's method on the cubic: the trigonometric form loses the digits of a root near 0, the step finds
 * them again. Left out where it would not be small: near a double root.
 */
function polished(
  root: number,
  { total, l2, l1, l0 }: { total: number; l2: number; l1: number; l0: number },
): number {
  const value = ((total * root + l2) * root + l1) * root + l0;
  const slope = (3 * total * root + 2 * l2) * root + l1;
  const step = value / slope;
  return Math.abs(step) < POLISH ? root - step : root;
}

/** Larger corrections are not rounding. */
const POLISH = 1e-9;

/**
 * Miettinen and Nurminen's score for the hypothesis that the rate of a exceeds that of b by `difference`:
 * (p̂_a − p̂_b − D)/√Var, the variance at the constrained maximum-likelihood rates times N/(N−1). ±∞ where the
 * hypothesis is impossible, 0 where the data meet it exactly.
 */
export function differenceScore(a: Proportion, b: Proportion, difference: number): number {
  checkProportions('differenceScore', a, b);
  // The lower rate is the one that is estimated, and rates near 1 are taken as their complements: what is near 0 has
  // more digits. So a − b = D and b − a = −D also give the same bits.
  if (difference < 0) return 0 - scoreOfExcess(b, a, -difference);
  return scoreOfExcess(a, b, difference);
}

/** For a difference ≥ 0. */
function scoreOfExcess(a: Proportion, b: Proportion, difference: number): number {
  return b.count > b.n / 2 ? scoreOf(complement(b), complement(a), difference) : scoreOf(a, b, difference);
}

function complement({ count, n }: Proportion): Proportion {
  return { count: n - count, n };
}

function scoreOf(a: Proportion, b: Proportion, difference: number): number {
  const excess = a.count / a.n - b.count / b.n - difference;
  if (excess === 0) return 0;
  const rate = constrainedRate(a, b, difference);
  const other = Math.min(Math.max(rate + difference, 0), 1);
  const total = a.n + b.n;
  const variance = ((other * (1 - other)) / a.n + (rate * (1 - rate)) / b.n) * (total / (total - 1));
  return excess / Math.sqrt(variance);
}

/**
 * Miettinen–Nurminen score interval for the difference of two proportions a − b: all D whose score lies within ±z.
 * Never empty or degenerate, with zero cells too; [−1, 1] where either group is empty.
 * O. Miettinen and M. Nurminen, Statistics in Medicine 4 (1985) 213-226.
 */
export function miettinenNurminenDifferenceInterval(
  a: Proportion,
  b: Proportion,
  options: ConfidenceOptions = {},
): Interval {
  checkProportions('miettinenNurminenDifferenceInterval', a, b);
  if (a.n === 0 || b.n === 0) return { low: -1, high: 1 };
  const z = criticalZ(options.confidence ?? 0.95);
  const estimate = a.count / a.n - b.count / b.n;
  const guess = newcombeDifferenceInterval(a, b, options);
  const limit = (end: 1 | -1): number => {
    if (estimate === end) return end;
    // Very large scores are cut so that the root finder meets finite numbers only.
    const excess = (d: number): number => Math.min(Math.max(differenceScore(a, b, d), -1e6), 1e6) + end * z;
    return findRootNear(excess, end < 0 ? guess.low : guess.high, { inner: estimate, outer: end });
  };
  return { low: limit(-1), high: limit(1) };
}
