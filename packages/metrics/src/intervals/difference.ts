import { criticalZ } from '../numerics/normal-quantile.js';
import type { ConfidenceOptions, Interval } from './interval.js';
import { moverDifference } from './mover.js';
import { checkProportions, type Proportion } from './proportion.js';
import { wilsonInterval } from './wilson.js';

const UNKNOWN: Interval = { low: -1, high: 1 };

/**
 * Newcombe's hybrid score interval for the difference of two proportions a − b: MOVER on Wilson limits. Closed form,
 * for screens and bulk; [−1, 1] where either group is empty. R. G. Newcombe, Stat. Med. 17 (1998), method 10.
 */
export function newcombeDifferenceInterval(
  a: Proportion,
  b: Proportion,
  options: ConfidenceOptions = {},
): Interval {
  checkProportions('newcombeDifferenceInterval', a, b);
  if (a.n === 0 || b.n === 0) return UNKNOWN;
  const bounded = ({ count, n }: Proportion) => ({ value: count / n, ...wilsonInterval(count, n, options) });
  return moverDifference(bounded(a), bounded(b));
}

/**
 * Agresti–Caffo interval for the difference of two proportions a − b: Wald's after adding one success and one failure
 * to each, cut to [−1, 1]. A. Agresti and B. Caffo, The American Statistician 54 (2000) 280-288.
 */
export function agrestiCaffoDifferenceInterval(
  a: Proportion,
  b: Proportion,
  options: ConfidenceOptions = {},
): Interval {
  checkProportions('agrestiCaffoDifferenceInterval', a, b);
  const [p, q] = [(a.count + 1) / (a.n + 2), (b.count + 1) / (b.n + 2)];
  const se = Math.sqrt((p * (1 - p)) / (a.n + 2) + (q * (1 - q)) / (b.n + 2));
  const half = criticalZ(options.confidence ?? 0.95) * se;
  return { low: Math.max(p - q - half, -1), high: Math.min(p - q + half, 1) };
}
