import type { NumberRange, ReportedMetric } from '@evenhand/contracts';

/** Wider than any rounding of a double, narrower than anything that is printed. */
export const SLACK = 1e-9;

/**
 * All that a printed number may have been: ± half a unit of its last digit, ends included, because some round halves
 * up and others to even.
 */
export function printedRange({ value, decimals }: Pick<ReportedMetric, 'value' | 'decimals'>): NumberRange {
  const half = 0.5 * 10 ** -decimals;
  return { low: value - half, high: value + half };
}

/** How far two ranges are apart; 0 where they touch. */
export function distance(a: NumberRange, b: NumberRange): number {
  const apart = Math.max(a.low - b.high, b.low - a.high);
  return apart > SLACK ? apart : 0;
}

/** What is in both; null where nothing is. */
export function intersection(a: NumberRange, b: NumberRange): NumberRange | null {
  if (distance(a, b) > 0) return null;
  const low = Math.max(a.low, b.low);
  return { low, high: Math.max(low, Math.min(a.high, b.high)) };
}
