import { findRoot, findRootNear } from '../numerics/find-root.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import type { ConfidenceOptions, Interval } from './interval.js';
import { checkProportions, type Proportion } from './proportion.js';

/**
 * Katz's interval for the ratio of two proportions a/b: ln r ± z·√(1/x_a − 1/n_a + 1/x_b − 1/n_b). [0, ∞] where a count
 * is 0. For a quick look at large counts. Katz et al., Biometrics 34 (1978) 469-474.
 */
export function katzRatioInterval(a: Proportion, b: Proportion, options: ConfidenceOptions = {}): Interval {
  checkProportions('katzRatioInterval', a, b);
  if (a.count === 0 || b.count === 0) return { low: 0, high: Number.POSITIVE_INFINITY };
  const log = Math.log(a.count / a.n / (b.count / b.n));
  const half = criticalZ(options.confidence ?? 0.95) * Math.sqrt(logRatioVariance(a, b));
  return { low: Math.exp(log - half), high: Math.exp(log + half) };
}

function logRatioVariance(a: Proportion, b: Proportion): number {
  return 1 / a.count - 1 / a.n + (1 / b.count - 1 / b.n);
}

/** Score for the hypothesis rate(a) = ratio·rate(b), at the constrained maximum-likelihood rates. */
function ratioScore(a: Proportion, b: Proportion, ratio: number): number {
  const excess = a.count / a.n - (ratio * b.count) / b.n;
  if (excess === 0) return 0;
  const total = a.n + b.n;
  const linear = a.n * ratio + a.count + b.n + b.count * ratio;
  const both = a.count + b.count;
  const root = Math.sqrt(Math.max(linear * linear - 4 * total * ratio * both, 0));
  const rate = Math.min((2 * both) / (linear + root), 1, 1 / ratio);
  const variance = (ratio * rate * (1 - ratio * rate)) / a.n + (ratio * ratio * rate * (1 - rate)) / b.n;
  return excess / Math.sqrt(Math.max(variance, 0));
}

function scoreInterval(a: Proportion, b: Proportion, z: number): Interval {
  checkProportions('ratio interval', a, b);
  const open = { low: 0, high: Number.POSITIVE_INFINITY };
  if (a.n === 0 || b.n === 0 || (a.count === 0 && b.count === 0)) return open;
  const score = (log: number): number => Math.min(Math.max(ratioScore(a, b, Math.exp(log)), -1e6), 1e6);
  if (a.count > 0 && b.count > 0) {
    const estimate = Math.log(a.count / a.n / (b.count / b.n));
    const half = z * Math.sqrt(logRatioVariance(a, b));
    const limit = (direction: 1 | -1): number => {
      const distance = (log: number): number => score(log) + direction * z;
      const outer = outside(distance, estimate, direction);
      return Math.exp(findRootNear(distance, estimate + direction * half, { inner: estimate, outer }));
    };
    return { low: limit(-1), high: limit(1) };
  }
  // One count is 0, and so is one limit, or infinite. The other may lie on either side of 1.
  const direction = a.count === 0 ? 1 : -1;
  const distance = (log: number): number => score(log) + direction * z;
  const outer = outside(
    distance,
    0,
    Math.sign(distance(0)) === direction ? direction : (-direction as 1 | -1),
  );
  const found = Math.exp(findRoot(distance, 0, outer));
  return direction === 1 ? { low: 0, high: found } : { low: found, high: open.high };
}

/** The first of start ± 1, ± 3, ± 7 … at which the function has changed its sign. */
function outside(f: (x: number) => number, start: number, direction: 1 | -1): number {
  const sign = Math.sign(f(start));
  let step = 1;
  while (Math.sign(f(start + direction * step)) === sign) step = 2 * step + 1;
  return start + direction * step;
}

/**
 * Koopman's score interval for the ratio of two proportions a/b. 0 and ∞ are limits where a or b has no success;
 * [0, ∞] where neither has. P. A. R. Koopman, Biometrics 40 (1984) 513-517.
 */
export function koopmanRatioInterval(
  a: Proportion,
  b: Proportion,
  options: ConfidenceOptions = {},
): Interval {
  return scoreInterval(a, b, criticalZ(options.confidence ?? 0.95));
}

/**
 * Miettinen–Nurminen score interval for the ratio of two proportions a/b: Koopman's with the variance times N/(N−1).
 * Edge cases as there. O. Miettinen and M. Nurminen, Statistics in Medicine 4 (1985) 213-226.
 */
export function miettinenNurminenRatioInterval(
  a: Proportion,
  b: Proportion,
  options: ConfidenceOptions = {},
): Interval {
  const total = a.n + b.n;
  return scoreInterval(a, b, criticalZ(options.confidence ?? 0.95) * Math.sqrt(total / (total - 1)));
}
