import type { ConfidenceOptions, Interval } from './interval.js';
import { wilsonInterval } from './wilson.js';

/** F1 as a function of the Jaccard index. */
export function f1FromJaccard(jaccard: number): number {
  return (2 * jaccard) / (1 + jaccard);
}

/**
 * Interval for F1 = 2TP/(2TP + FP + FN): Wilson's interval for the Jaccard index J = TP/(TP + FP + FN), which is a
 * binomial proportion given its denominator, mapped by the monotone F1 = 2J/(1 + J). [0, 1] where nothing is true
 * and nothing predicted. After Lam, Gopal and Qian, arXiv 2309.14621 ("Wilson indirect").
 */
export function f1Interval(
  counts: { tp: number; fp: number; fn: number },
  options: ConfidenceOptions = {},
): Interval {
  const { low, high } = wilsonInterval(counts.tp, counts.tp + counts.fp + counts.fn, options);
  return { low: f1FromJaccard(low), high: f1FromJaccard(high) };
}
