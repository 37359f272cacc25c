import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sidakZ } from '../multiplicity/sidak.js';
import { sampleBinomial } from '../random/binomial.js';
import { randomStream } from '../random/random-stream.js';
import { debiasedBetweenGroupVariance } from './between-group-spread.js';
import { proportionGroup } from './gap-group.js';
import { extremeRatioInterval, gapInterval, worstGroupInterval } from './gap-interval.js';
import { generalizedEntropy } from './generalized-entropy.js';
import { errorInequity, giniCoefficient, impactRatios, largestDeviation } from './summary-measures.js';
import { totalVariation, widestTotalVariation } from './total-variation.js';

const proportion = fc
  .integer({ min: 1, max: 3000 })
  .chain((n) => fc.record({ count: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
const some = fc.array(proportion, { minLength: 2, maxLength: 9 });

describe('hybrid intervals for extremes', () => {
  test('they hold what they estimate, stay in range, and do not depend on the order of the groups', () => {
    fc.assert(
      fc.property(some, (own) => {
        const groups = own.map(proportionGroup);
        const reversed = [...groups].reverse();
        const values = groups.map(({ value }) => value);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        const gap = gapInterval(groups);
        expect(gap).toEqual(gapInterval(reversed));
        expect(gap && 0 <= gap.low && gap.low <= high - low && high - low <= gap.high).toBe(true);
        const worst = worstGroupInterval(groups);
        expect(worst && worst.low <= low && low <= worst.high).toBe(true);
        const ratio = extremeRatioInterval(groups);
        if (high === 0) expect(ratio).toBeNull();
        else
          expect(ratio && 0 <= ratio.low && ratio.low <= low / high && low / high <= ratio.high).toBe(true);
        expect(ratio === null || ratio.high <= 1).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('Tukey’s critical value is sharper than Šidák’s at the lower end', () => {
    const groups = [80, 75, 90, 60].map((count) => proportionGroup({ count, n: 100 }));
    const tukey = gapInterval(groups);
    const sidak = gapInterval(groups, { simultaneousZ: sidakZ(0.025, 6) });
    expect(tukey?.low).toBeGreaterThan(sidak?.low ?? 1);
    expect(tukey?.high).toBe(sidak?.high);
  });

  test('fewer than two groups have no gap; an empty group is refused', () => {
    expect(gapInterval([])).toBeNull();
    expect(gapInterval([proportionGroup({ count: 1, n: 2 })])).toBeNull();
    expect(worstGroupInterval([])).toBeNull();
    expect(() => proportionGroup({ count: 0, n: 0 })).toThrow(RangeError);
  });

  test('coverage of the gap is at least 95 % when groups are equal and when they are not', () => {
    const random = randomStream({ seed: 1 });
    for (const rates of [
      [0.73, 0.73, 0.73, 0.73, 0.73],
      [0.6, 0.66, 0.73, 0.8, 0.86],
    ]) {
      const truth = Math.max(...rates) - Math.min(...rates);
      let covered = 0;
      for (let run = 0; run < 800; run++) {
        const groups = rates.map((rate) =>
          proportionGroup({ count: sampleBinomial(300, rate, random), n: 300 }),
        );
        const interval = gapInterval(groups);
        if (interval && interval.low <= truth && truth <= interval.high) covered += 1;
      }
      expect(covered / 800).toBeGreaterThan(0.94);
    }
  });
});

describe('summary measures', () => {
  test('the debiased variance is right on average, where the naive one is not', () => {
    const random = randomStream({ seed: 2 });
    let [debiased, naive] = [0, 0];
    for (let run = 0; run < 3000; run++) {
      const groups = [40, 60, 25, 90].map((n) => ({ count: sampleBinomial(n, 0.7, random), n }));
      const found = debiasedBetweenGroupVariance(groups);
      debiased += (found?.variance ?? 0) / 3000;
      naive += (found?.naiveVariance ?? 0) / 3000;
    }
    expect(Math.abs(debiased)).toBeLessThan(3e-4);
    expect(naive).toBeGreaterThan(4e-3);
    expect(
      debiasedBetweenGroupVariance([
        { count: 1, n: 1 },
        { count: 3, n: 4 },
      ]),
    ).toBeNull();
  });

  test('empty groups and groups without errors', () => {
    expect(
      impactRatios([
        { count: 0, n: 0 },
        { count: 1, n: 4 },
        { count: 2, n: 4 },
      ]),
    ).toEqual([null, 0.5, 1]);
    expect(impactRatios([{ count: 0, n: 3 }])).toEqual([null]);
    expect(largestDeviation([{ count: 0, n: 0 }])).toBeNull();
    expect(errorInequity([{ count: 1, n: 2 }])).toBeNull();
    const smoothed = errorInequity([
      { count: 10, n: 10 },
      { count: 8, n: 10 },
    ]);
    expect(smoothed).toMatchObject({ isSmoothed: true, gini: 1 });
    expect(smoothed?.maxOverMin).toBeCloseTo(5, 12);
  });

  test('the Gini coefficient is the mean difference of all pairs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 12 }), (e) => {
        const n = e.length;
        const mean = e.reduce((sum, value) => sum + value, 0) / n;
        const pairs = e.flatMap((a) => e.map((b) => Math.abs(a - b))).reduce((sum, d) => sum + d, 0);
        const expected = mean === 0 ? 0 : ((n / (n - 1)) * pairs) / (2 * n * n * mean);
        expect(giniCoefficient(e)).toBeCloseTo(expected, 9);
      }),
    );
    expect(giniCoefficient([0.4])).toBeNull();
  });

  test('total variation between rows of counts', () => {
    expect(totalVariation([10, 0], [0, 3])).toBe(1);
    expect(totalVariation([1, 1], [5, 5])).toBe(0);
    expect(totalVariation([0, 0], [5, 5])).toBeNull();
    const rows = [
      [5, 5],
      [0, 0],
      [1, 9],
      [6, 4],
    ];
    expect(widestTotalVariation(rows)).toEqual({ distance: 0.5, pair: [2, 3] });
    expect(widestTotalVariation([[1, 1]])).toBeNull();
  });

  test('no images and no benefits have no entropy', () => {
    expect(generalizedEntropy({ tn: 0, fp: 0, fn: 0, tp: 0 })).toBeNull();
    expect(generalizedEntropy({ tn: 0, fp: 0, fn: 5, tp: 0 })).toBeNull();
    expect(generalizedEntropy({ tn: 3, fp: 0, fn: 0, tp: 4 })).toEqual({
      generalizedEntropy: 0,
      theil: 0,
      coefficientOfVariation: 0,
    });
  });
});
