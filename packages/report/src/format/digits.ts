import type { Estimate } from '@evenhand/contracts';
import type { Unit } from './metric-facts.js';

type Limits = Pick<Estimate, 'low' | 'high'>;

/**
 * Digits after the decimal point for a column of values: one more than the half-width of the middle interval
 * supports would be noise. Percent and points: whole numbers from ±2 points on, else tenths. Other units: hundredths
 * from ±0.02 on, else thousandths.
 */
export function columnDigits(estimates: readonly (Limits | undefined)[], unit: Unit): number {
  const halfWidths = estimates
    .flatMap((estimate) =>
      estimate && estimate.low !== null && estimate.high !== null ? [estimate.high - estimate.low] : [],
    )
    .map((width) => width / 2)
    .sort((a, b) => a - b);
  const middle = halfWidths[Math.floor(halfWidths.length / 2)];
  const wide = middle !== undefined && middle >= 0.02;
  return unit === 'percent' || unit === 'points' ? (wide ? 0 : 1) : wide ? 2 : 3;
}
