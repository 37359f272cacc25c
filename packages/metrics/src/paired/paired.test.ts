import { describe, expect, test } from 'vitest';
import { cochranQTest } from './cochran-q.js';
import { mcnemarTest } from './mcnemar.js';
import { tangoInterval } from './paired-difference.js';
import { bowkerTest, stuartMaxwellTest } from './square-table.js';

describe('the same images twice', () => {
  test('no discordant images, no evidence', () => {
    expect(mcnemarTest({ fixed: 0, broken: 0 })).toEqual({ exact: 1, midP: 1, chiSquare: 0, chiSquareP: 1 });
    expect(
      bowkerTest([
        [5, 0],
        [0, 7],
      ]),
    ).toEqual({ statistic: 0, df: 0, p: null });
    expect(
      stuartMaxwellTest([
        [5, 0],
        [0, 7],
      ]),
    ).toEqual({ statistic: 0, df: 0, p: null });
    expect(cochranQTest([{ correct: [true, true], count: 9 }])).toEqual({ statistic: 0, df: 0, p: null });
    expect(cochranQTest([])).toEqual({ statistic: 0, df: 0, p: null });
  });

  test('with two classes Bowker, Stuart–Maxwell and Cochran are McNemar’s chi-square', () => {
    const { chiSquare } = mcnemarTest({ fixed: 12, broken: 5 });
    const table = [
      [30, 12],
      [5, 40],
    ];
    expect(bowkerTest(table).statistic).toBeCloseTo(chiSquare, 12);
    expect(stuartMaxwellTest(table).statistic).toBeCloseTo(chiSquare, 12);
    const patterns = [
      { correct: [false, true], count: 12 },
      { correct: [true, false], count: 5 },
      { correct: [true, true], count: 40 },
    ];
    expect(cochranQTest(patterns).statistic).toBeCloseTo(chiSquare, 12);
  });

  test('a class that is never confused leaves the degrees of freedom', () => {
    const table = [
      [30, 12, 0],
      [5, 40, 0],
      [0, 0, 9],
    ];
    expect(stuartMaxwellTest(table).df).toBe(1);
    expect(bowkerTest(table).df).toBe(1);
  });

  test('Tango’s limits keep their digits where all but one of a thousand million images change', () => {
    // Bisection of the score with 60 digits (mpmath): distances from −1.
    const { low, high } = tangoInterval({ n: 1e9, fixed: 0, broken: 1e9 - 1 });
    expect((low + 1) * 1e10).toBeCloseTo(1.7652455, 5);
    expect((high + 1) * 1e9).toBeCloseTo(8.6829176, 5);
    const mirrored = tangoInterval({ n: 1e9, fixed: 1e9 - 1, broken: 0 });
    expect(mirrored).toEqual({ low: -high, high: -low });
  });
});
