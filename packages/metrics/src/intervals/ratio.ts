import { findRoot } from '../numerics/find-root.js';
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
  const variance = 1 / a.count - 1 / a.n + (1 / b.count - 1 / b.n);
  const half = criticalZ(options.confidence ?? 0.95) * Math.sqrt(variance);
  return { low: Math.exp(log - half), high: Math.exp(log + half) };
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
  // From the estimate, or from 1 where that is 0 or infinite, the search goes outwards on the logarithm.
  const start = a.count === 0 || b.count === 0 ? 0 : Math.log(a.count / a.n / (b.count / b.n));
  const score = (log: number): number => Math.min(Math.max(ratioScore(a, b, Math.exp(log)), -1e6), 1e6);
  const limit = (direction: 1 | -1): number => {
    const distance = (log: number): number => score(log) + direction * z;
    let [near, far] = [start, start + direction];
    // Where the start is not the estimate it may lie on either side of the limit.
    const inside = Math.sign(distance(near)) === direction || distance(near) === direction * z;
    if (!inside) [near, far] = [start, start - direction];
    const sign = inside ? direction : -direction;
    while (Math.sign(distance(far)) === sign) [near, far] = [far, far + 2 * (far - near)];
    return Math.exp(findRoot(distance, near, far));
  };
  return { low: a.count === 0 ? 0 : limit(-1), high: b.count === 0 ? open.high : limit(1) };
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
