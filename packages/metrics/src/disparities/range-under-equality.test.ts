import { describe, expect, it } from 'vitest';
import { binomialRange, normalRange } from './range-under-equality.js';

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
    expect(binomialRange(sizes, rate, 0).expected).toBeCloseTo(expected, 3);
  });

  it('equals enumeration for two small groups', () => {
    // X ~ Bin(2, ½)/2 and Y ~ Bin(1, ½): |X − Y| is 0 in 2/8, ½ in 4/8, 1 in 2/8 of all cases.
    expect(binomialRange([2, 1], 0.5, 0.5)).toEqual({
      expected: expect.closeTo(0.5, 14),
      p: expect.closeTo(0.75, 14),
    });
    expect(binomialRange([2, 1], 0.5, 1).p).toBeCloseTo(0.25, 14);
    expect(binomialRange([2, 1], 0.5, 0).p).toBe(1);
  });

  it('is nearly normal for large groups', () => {
    const exact = binomialRange(races, 0.73, 0.048);
    const normal = normalRange(
      races.map((n) => ({ centre: 0.73, error: Math.sqrt((0.73 * 0.27) / n) })),
      0.048,
    );
    expect(normal.expected).toBeCloseTo(exact.expected, 4);
    expect(normal.p).toBeCloseTo(exact.p, 2);
    // The 95th percentile of the simulation.
    expect(exact.p).toBeGreaterThan(0.04);
    expect(exact.p).toBeLessThan(0.06);
  });

  it('knows the mean range of seven standard normals', () => {
    const unit = Array.from({ length: 7 }, () => ({ centre: 0, error: 1 }));
    // Tippett (1925): d₂(7) = 2.70436; studentised range quantile q(0.95; 7, ∞) = 4.169554155006547.
    expect(normalRange(unit, 1).expected).toBeCloseTo(2.70436, 5);
    expect(normalRange(unit, 4.169554155006547).p).toBeCloseTo(0.05, 10);
  });
});
