import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  benjaminiHochbergAdjusted,
  benjaminiYekutieliAdjusted,
  holmAdjusted,
} from '../multiplicity/adjust.js';
import { maxTAdjusted, pairwiseMaxT, pairwiseMaxTCriticalValue } from '../multiplicity/max-t.js';
import { sidakAlpha } from '../multiplicity/sidak.js';
import { tukeyZ } from '../multiplicity/tukey.js';
import { equivalenceSampleSize } from '../power/sample-size.js';
import { minimumDetectableDrop, powerTwoProportions } from '../power/two-proportions.js';
import { cochranArmitageTest } from './cochran-armitage.js';
import { chiSquareTest, gTest, smallestExpected, stratifiedChiSquareTest } from './contingency.js';
import { cramersV } from './cramers-v.js';
import { exactPermutationTest } from './exact-permutation.js';
import { fisherExactTest } from './fisher-exact.js';
import { kappaTest } from './kappa-test.js';
import { breslowDayTest, mantelHaenszel } from './mantel-haenszel.js';
import { permutationTest } from './permutation-test.js';
import { cohensH, scoreTest } from './score-test.js';
import { equivalenceTest } from './tost.js';

const empty = { count: 0, n: 0 };

describe('tests of equality', () => {
  test('nothing to test is p = null, not NaN', () => {
    expect(chiSquareTest([])).toEqual({ statistic: 0, df: 0, p: null });
    expect(chiSquareTest([[3, 4]])).toEqual({ statistic: 0, df: 0, p: null });
    expect(
      gTest([
        [3, 0],
        [5, 0],
      ]),
    ).toEqual({ statistic: 0, df: 0, p: null });
    expect(
      chiSquareTest([
        [3, 4],
        [0, 0],
      ]).p,
    ).toBeNull();
    expect(stratifiedChiSquareTest([]).p).toBeNull();
    expect(
      cramersV([
        [3, 0],
        [5, 0],
      ]),
    ).toEqual({ v: null, biasCorrected: null });
    expect(scoreTest(empty, { count: 1, n: 2 })).toEqual({ z: null, p: null });
    expect(scoreTest({ count: 2, n: 2 }, { count: 3, n: 3 })).toEqual({ z: 0, p: 1 });
    expect(cohensH(empty, empty)).toBeNull();
    expect(cochranArmitageTest([empty, { count: 3, n: 3 }])).toEqual({ z: null, p: null });
    expect(fisherExactTest(empty, { count: 1, n: 3 })).toBe(1);
    expect(
      kappaTest([
        [4, 0],
        [0, 0],
      ]),
    ).toBeNull();
    expect(smallestExpected([[0, 0]])).toBe(0);
    expect(mantelHaenszel([{ a: empty, b: { count: 1, n: 2 } }])).toEqual({
      oddsRatio: null,
      riskDifference: null,
      test: { statistic: 0, df: 0, p: null },
    });
    expect(breslowDayTest([]).p).toBeNull();
    expect(equivalenceTest(empty, { count: 1, n: 2 }, { margin: 0.1 }).p).toBe(1);
  });

  test('empty groups, and the order of groups and classes, change nothing', () => {
    const rows = fc.array(fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(rows, (table) => {
        const own = chiSquareTest(table);
        const shuffled = [...table].reverse().map((row) => [row[2] ?? 0, row[0] ?? 0, row[1] ?? 0]);
        for (const other of [chiSquareTest([...table, [0, 0, 0]]), chiSquareTest(shuffled)]) {
          expect(other.df).toBe(own.df);
          expect(other.statistic).toBeCloseTo(own.statistic, 8);
        }
      }),
    );
  });

  test('Cohen’s h of 0.5 and 0.2 is 0.6435', () => {
    expect(cohensH({ count: 50, n: 100 }, { count: 20, n: 100 })).toBeCloseTo(0.643501, 6);
  });

  test('an equivalence test agrees with its interval', () => {
    const pairs = fc.tuple(fc.nat(200), fc.nat(200), fc.constantFrom(0.05, 0.1, 0.2));
    fc.assert(
      fc.property(pairs, ([x, y, margin]) => {
        const { p, interval } = equivalenceTest({ count: x, n: 200 }, { count: y, n: 200 }, { margin });
        if (Math.abs(p - 0.05) < 1e-9) return;
        expect(p < 0.05).toBe(interval.low > -margin && interval.high < margin);
      }),
    );
    expect(() => equivalenceTest(empty, empty, { margin: 0 })).toThrow(RangeError);
  });
});

describe('permutation tests', () => {
  const groups = [
    { count: 7, n: 8 },
    { count: 2, n: 6 },
    { count: 9, n: 10 },
  ];
  const table = groups.map(({ count, n }) => [count, n - count]);

  test('Monte Carlo converges to the exact enumeration', () => {
    const exact = exactPermutationTest(groups) ?? 0;
    const found = permutationTest([table], { seed: 1, replicates: 20_000 });
    const se = Math.sqrt((exact * (1 - exact)) / 20_000);
    expect(Math.abs(found.p - exact)).toBeLessThan(4 * se);
    // E χ² over permutations is df·N/(N−1).
    expect(Math.abs(found.expected - (2 * 24) / 23)).toBeLessThan(0.06);
  });

  test('the same seed gives the same p-value; too many tables are not enumerated', () => {
    const once = permutationTest([table], { seed: 9, replicates: 500 });
    expect(permutationTest([table], { seed: 9, replicates: 500 })).toEqual(once);
    expect(exactPermutationTest(groups.map(({ count, n }) => ({ count, n: n * 50 })))).toBeNull();
  });

  test('permuting within true class is blind to different label mixes', () => {
    // Both groups are right on 90 % of class 0 and 50 % of class 1; only their mixes differ.
    const strata = [
      [
        [900, 100],
        [90, 10],
      ],
      [
        [50, 50],
        [500, 500],
      ],
    ];
    expect(permutationTest(strata, { seed: 2, replicates: 500 }).p).toBe(1);
    expect(
      chiSquareTest([
        [950, 150],
        [590, 510],
      ]).p,
    ).toBeLessThan(1e-10);
  });
});

describe('multiplicity', () => {
  test('adjusted p-values never fall below the raw ones, keep their order and are at most 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        for (const adjust of [holmAdjusted, benjaminiHochbergAdjusted, benjaminiYekutieliAdjusted]) {
          const adjusted = adjust(p);
          const order = p.map((_, i) => i).sort((i, j) => (p[i] ?? 0) - (p[j] ?? 0));
          for (const [rank, i] of order.entries()) {
            expect(adjusted[i]).toBeGreaterThanOrEqual((p[i] ?? 0) * (1 - 1e-15));
            expect(adjusted[i]).toBeLessThanOrEqual(1);
            expect(adjusted[i]).toBeGreaterThanOrEqual(adjusted[order[rank - 1] ?? -1] ?? 0);
          }
        }
      }),
    );
  });

  test('max-T: Tukey’s value for equal variances, a little less for unequal ones, more than a single comparison', () => {
    const simulated = pairwiseMaxTCriticalValue([1, 1, 1, 1, 1, 1, 1], { seed: 4, draws: 20_000 });
    expect(Math.abs(simulated - tukeyZ(0.05, 7))).toBeLessThan(0.03);
    const unequal = pairwiseMaxTCriticalValue([1, 1, 1, 9, 25, 1, 100], { seed: 4, draws: 20_000 });
    expect(unequal).toBeLessThan(tukeyZ(0.05, 7));
    expect(unequal).toBeGreaterThan(1.96);
    expect(tukeyZ(0.05, 2)).toBeCloseTo(1.959963984540054, 9);
  });

  test('max-T p-values count the simulated maxima', () => {
    const maxima = pairwiseMaxT([1, 2, 3], { seed: 1, draws: 999 });
    expect(maxTAdjusted([0, -100], maxima)).toEqual([1, 1 / 1000]);
    expect(maxTAdjusted([maxima[949] ?? 0], maxima)).toEqual([51 / 1000]);
  });

  test('Šidák refuses an impossible family', () => {
    expect(sidakAlpha(0.05, 1)).toBeCloseTo(0.05, 15);
    expect(() => sidakAlpha(0.05, 0)).toThrow(RangeError);
  });
});

describe('power', () => {
  test('the smallest detectable drop is detected with just the power asked for, and shrinks with n', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 0.99, noNaN: true }),
        fc.integer({ min: 20, max: 5000 }),
        (rate, n) => {
          const reference = { rate, n: 10_000 };
          const drop = minimumDetectableDrop(reference, n);
          if (drop === null) return;
          expect(powerTwoProportions({ rate: rate - drop, n }, reference)).toBeCloseTo(0.8, 9);
          expect(minimumDetectableDrop(reference, 2 * n)).toBeLessThan(drop);
        },
      ),
    );
    expect(minimumDetectableDrop({ rate: 0.3, n: 1000 }, 2)).toBeNull();
    expect(minimumDetectableDrop({ rate: 0, n: 1000 }, 500)).toBeNull();
    expect(powerTwoProportions({ rate: 0.5, n: 0 }, { rate: 0.7, n: 9 })).toBe(0);
    expect(powerTwoProportions({ rate: 0, n: 50 }, { rate: 1, n: 50 })).toBe(1);
  });

  test('sample size for equivalence: worked example', () => {
    // z(0.95) = 1.6449, z(0.9) = 1.2816: (2.9264)²·2·0.21/0.0025 = 1438.7
    expect(equivalenceSampleSize({ rates: [0.7, 0.7], margin: 0.05 })).toBe(1439);
    // z(0.8) = 0.8416: (2.4865)²·(0.21 + 0.1924)/0.0009 = 2764.4
    expect(equivalenceSampleSize({ rates: [0.7, 0.74], margin: 0.07 })).toBe(2765);
    expect(equivalenceSampleSize({ rates: [0.7, 0.8], margin: 0.05 })).toBeNull();
  });
});
