import { describe, expect, test } from 'vitest';
import { bcaInterval, jackknifeAcceleration } from './bca.js';
import { bootstrapCounts } from './bootstrap-counts.js';
import {
  exactPercentileInterval,
  percentileInterval,
  percentileStandardError,
  quantile,
} from './percentile.js';

const rate = ([hits = 0, misses = 0]: readonly number[]): number | null =>
  hits + misses > 0 ? hits / (hits + misses) : null;

describe('bootstrap', () => {
  const { values, droppedShare } = bootstrapCounts([[45, 5]], ([cells = []]) => rate(cells), {
    seed: 1,
    replicates: 4000,
  });

  test('the percentile interval of a proportion tends to its exact limit', () => {
    expect(droppedShare).toBe(0);
    const exact = exactPercentileInterval(45, 50);
    const found = percentileInterval(values);
    expect(Math.abs(found.low - exact.low)).toBeLessThanOrEqual(0.02 + 1e-12);
    expect(Math.abs(found.high - exact.high)).toBeLessThanOrEqual(0.02 + 1e-12);
    expect(exactPercentileInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test('its spread is the standard error of the delta method', () => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(Math.abs(sd / Math.sqrt((0.9 * 0.1) / 50) - 1)).toBeLessThan(0.05);
  });

  test('the same seed gives the same replicates, and undefined ones are counted', () => {
    const again = bootstrapCounts([[45, 5]], ([cells = []]) => rate(cells), { seed: 1, replicates: 4000 });
    expect(again.values).toEqual(values);
    const half = bootstrapCounts([[1, 1]], ([[hits = 0] = []]) => (hits === 1 ? 1 : null), {
      seed: 1,
      replicates: 400,
    });
    expect(half.droppedShare).toBeGreaterThan(0.4);
    expect(half.droppedShare).toBeLessThan(0.6);
  });

  test('BCa moves against the skew', () => {
    const acceleration = jackknifeAcceleration([45, 5], rate) ?? 0;
    const percentile = percentileInterval(values);
    const bca = bcaInterval(values, { estimate: 0.9, acceleration });
    expect(bca?.low).toBeLessThanOrEqual(percentile.low);
    expect(bca?.high).toBeLessThanOrEqual(percentile.high);
    expect(bcaInterval([1, 2, 3], { estimate: 5, acceleration: 0 })).toBeNull();
    expect(jackknifeAcceleration([1, 0], rate)).toBeNull();
    expect(jackknifeAcceleration([7, 0], rate)).toBe(0);
  });

  test('quantiles interpolate as numpy does', () => {
    // numpy.quantile([1, 2, 4, 8], [0, 0.1, 0.5, 1])
    expect([0, 0.1, 0.5, 1].map((q) => quantile([1, 2, 4, 8], q))).toEqual([
      1,
      expect.closeTo(1.3, 12),
      3,
      8,
    ]);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(percentileStandardError({ replicates: 2000, q: 0.025, sd: 1 })).toBeCloseTo(0.0597, 3);
  });
});
