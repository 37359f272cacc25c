import { describe, expect, test } from 'vitest';
import { normalCdf, normalLogSf, normalPdf, normalSf } from './normal-cdf.js';
import { criticalZ, normalQuantile } from './normal-quantile.js';

describe('normal distribution', () => {
  test('the quantile inverts the distribution function in both tails', () => {
    for (const x of [-37, -30, -12, -8.2, -5, -1.2, -0.3, 0, 0.3, 1.2, 5, 7]) {
      expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, x > 3 ? 4 : 12);
    }
  });

  test('ends are infinite and nonsense is refused', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(() => normalQuantile(1.1)).toThrow(RangeError);
    expect(() => normalQuantile(Number.NaN)).toThrow(RangeError);
    expect(() => normalSf(Number.NaN)).toThrow(RangeError);
    expect(() => criticalZ(1)).toThrow(RangeError);
    expect(normalSf(Number.POSITIVE_INFINITY)).toBe(0);
    expect(normalSf(Number.NEGATIVE_INFINITY)).toBe(1);
    expect(normalPdf(Number.POSITIVE_INFINITY)).toBe(0);
  });

  test('the logarithm of the tail goes on where the tail underflows', () => {
    // scipy.stats.norm.logsf(100)
    expect(normalLogSf(100)).toBeCloseTo(-5005.524208694205, 9);
    expect(normalLogSf(-3)).toBeCloseTo(-0.001350809964748193, 14);
  });
});
