import { describe, expect, it } from 'vitest';
import { binomialPmf } from '../numerics/binomial.js';
import { normalSf } from '../numerics/normal-cdf.js';
import { binomialRange } from './binomial-range.js';
import { normalRange } from './normal-range.js';
import { rangeQuantile } from './range-distribution.js';

const races = [2085, 1556, 1623, 1550, 1415, 1516, 1209];
const raceGender = [1122, 963, 799, 757, 793, 830, 777, 773, 735, 680, 753, 763, 813, 396];

describe('range of equal groups', () => {
  // Simulated with 5,000 to 20,000 draws on the sizes of FairFace's validation split.
  it.each([
    [races, 0.73, 0.031],
    [races, 0.96, 0.014],
    [raceGender, 0.73, 0.056],
    [raceGender, 0.96, 0.025],
  ])('has the simulated mean', (sizes, rate, expected) => {
    expect(binomialRange(sizes, rate).expected).toBeCloseTo(expected, 3);
  });

  it('equals enumeration for two small groups', () => {
    // X ~ Bin(2, ½)/2 and Y ~ Bin(1, ½): |X − Y| is 0 in 2/8, ½ in 4/8, 1 in 2/8 of all cases.
    const { expected, tail } = binomialRange([2, 1], 0.5);
    expect(expected).toBeCloseTo(0.5, 14);
    expect(tail(0)).toBe(1);
    expect(tail(0.5)).toBeCloseTo(0.75, 14);
    expect(tail(1)).toBeCloseTo(0.25, 14);
    // Through the cube: 0, ⅛ or 1 against 0 or 1.
    const cubed = binomialRange([2, 1], 0.5, (rate) => rate ** 3);
    expect(cubed.expected).toBeCloseTo((2 * 1 + 2 * (1 / 8 + 7 / 8)) / 8, 14);
    expect(cubed.tail(0.8)).toBeCloseTo(0.5, 14);
  });

  it('is nearly normal for large groups', () => {
    const exact = binomialRange(races, 0.73);
    const groups = races.map((n) => ({ centre: 0.73, error: Math.sqrt((0.73 * 0.27) / n) }));
    const normal = normalRange(groups, 0.048);
    expect(normal.expected).toBeCloseTo(exact.expected, 4);
    expect(normal.tail(0.048)).toBeCloseTo(exact.tail(0.048), 2);
    // The simulated 95th percentile.
    expect(rangeQuantile(exact, 0.05)).toBeCloseTo(0.048, 2);
    expect(rangeQuantile(normal, 0.05)).toBeCloseTo(rangeQuantile(exact, 0.05), 3);
  });

  it('knows the mean range of seven standard normals', () => {
    const unit = Array.from({ length: 7 }, () => ({ centre: 0, error: 1 }));
    // Tippett (1925): d₂(7) = 2.70436; studentised range quantile q(0.95; 7, ∞) = 4.169554155006547.
    expect(normalRange(unit, 1).expected).toBeCloseTo(2.70436, 5);
    expect(normalRange(unit, 4.169554155006547).tail(4.169554155006547)).toBeCloseTo(0.05, 10);
  });
});

describe('range of very unequal groups', () => {
  const groups = (errors: readonly number[]) => errors.map((error) => ({ centre: 0, error }));

  it('misses no narrow group: one of 40 images among groups of a million', () => {
    // The narrow ones are almost points: the range is nearly |X| of the wide one, E|X| = √(2/π).
    const narrow = normalRange(groups([1, 1e-3, 1e-3]), 1.96);
    expect(narrow.expected).toBeCloseTo(Math.sqrt(2 / Math.PI), 2);
    expect(narrow.tail(1.96)).toBeCloseTo(0.05, 2);
    expect(rangeQuantile(narrow, 0.05)).toBeCloseTo(1.96, 1);
  });

  it.each([0.3, 0.03, 0.01])('equals the exact distribution of two groups, errors 1 and %f', (error) => {
    // X − Y is normal: P(|X − Y| ≥ r) = 2Φ(−r/√(1 + e²)).
    const sd = Math.hypot(1, error);
    const range = normalRange(groups([1, error]), 1.7);
    expect(range.expected).toBeCloseTo(sd * Math.sqrt(2 / Math.PI), 6);
    for (const gap of [0.01, 0.7, 1.7, 3]) expect(range.tail(gap)).toBeCloseTo(2 * normalSf(gap / sd), 6);
  });

  it('takes no more memory for more images: a thousand beside a thousand million', () => {
    const { expected } = binomialRange([1e9, 4e8, 1000], 0.01);
    // The large groups are points at the rate: what is left is the mean distance of Bin(1000, 0.01)/1000 from it.
    const distance = Array.from(
      { length: 60 },
      (_, k) => binomialPmf(k, 1000, 0.01) * Math.abs(k / 1000 - 0.01),
    );
    expect(expected).toBeCloseTo(
      distance.reduce((sum, part) => sum + part, 0),
      5,
    );
  });
});
