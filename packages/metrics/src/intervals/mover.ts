import type { Interval } from './interval.js';

/** A value with its own confidence limits, low ≤ value ≤ high. */
export interface Bounded {
  value: number;
  low: number;
  high: number;
}

/**
 * Interval for the difference a − b of two independent quantities from their own, possibly asymmetric, limits:
 * method of variance estimates recovery, d ∓ √((a−l_a)² + (u_b−b)²) and its mirror. With Wilson limits this is
 * Newcombe's interval. Zou and Donner, Statistics in Medicine 27 (2008) 1693-1702.
 */
export function moverDifference(a: Bounded, b: Bounded): Interval {
  const difference = a.value - b.value;
  return {
    low: difference - length(a.value - a.low, b.high - b.value),
    high: difference + length(a.high - a.value, b.value - b.low),
  };
}

/** As Math.hypot, which is some ten times slower: gaps take this for every pair of groups. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/**
 * Interval for the ratio a/b of two independent non-negative quantities from their own limits (MOVER-R). The upper
 * limit is ∞ where b may be 0. Donner and Zou, Statistical Methods in Medical Research 21 (2012) 347-359; the lower
 * limit in the form that does not divide by zero.
 */
export function moverRatio(a: Bounded, b: Bounded): Interval {
  const product = a.value * b.value;
  const lower = a.low * (2 * a.value - a.low);
  const upper = b.low * (2 * b.value - b.low);
  const rootOf = (part: number): number => Math.sqrt(Math.max(product * product - part, 0));
  return {
    low: a.low === 0 ? 0 : lower / (product + rootOf(lower * b.high * (2 * b.value - b.high))),
    high:
      b.low === 0
        ? Number.POSITIVE_INFINITY
        : (product + rootOf(a.high * (2 * a.value - a.high) * upper)) / upper,
  };
}
