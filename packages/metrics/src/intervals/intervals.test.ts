import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreTest } from '../hypothesis/score-test.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import { mcnemarTest } from '../paired/mcnemar.js';
import { agrestiMinInterval, tangoInterval } from '../paired/paired-difference.js';
import { clopperPearsonInterval, clopperPearsonLowerLimit } from './clopper-pearson.js';
import { clusterRobustProportion } from './cluster-robust.js';
import { clusteredWilsonInterval } from './design-effect.js';
import { agrestiCaffoDifferenceInterval, newcombeDifferenceInterval } from './difference.js';
import { f1Interval } from './f1.js';
import type { Interval } from './interval.js';
import { jeffreysInterval } from './jeffreys.js';
import { differenceScore, miettinenNurminenDifferenceInterval } from './miettinen-nurminen.js';
import { moverRatio } from './mover.js';
import { katzRatioInterval, koopmanRatioInterval, miettinenNurminenRatioInterval } from './ratio.js';
import { fisherZInterval, logitDeltaInterval, meanInterval } from './transformed.js';
import { wilsonInterval, wilsonLowerLimit } from './wilson.js';

const proportion = fc
  .integer({ min: 1, max: 5000 })
  .chain((n) => fc.record({ count: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
const level = fc.constantFrom(0.8, 0.9, 0.95, 0.99);
const inside = (x: number, { low, high }: Interval): boolean => low <= x + 1e-12 && x - 1e-12 <= high;

describe('one proportion', () => {
  const methods = { wilsonInterval, clopperPearsonInterval, jeffreysInterval };
  for (const [name, interval] of Object.entries(methods)) {
    test(`${name} holds the estimate, stays in range, mirrors, grows with count and confidence`, () => {
      fc.assert(
        fc.property(proportion, level, ({ count, n }, confidence) => {
          const own = interval(count, n, { confidence });
          expect(inside(count / n, own)).toBe(true);
          expect(own.low).toBeGreaterThanOrEqual(0);
          expect(own.high).toBeLessThanOrEqual(1);
          const mirrored = interval(n - count, n, { confidence });
          expect(mirrored.low).toBeCloseTo(1 - own.high, 10);
          expect(mirrored.high).toBeCloseTo(1 - own.low, 10);
          const wider = interval(count, n, { confidence: 0.999 });
          expect(wider.low <= own.low && own.high <= wider.high).toBe(true);
          if (count < n) {
            const next = interval(count + 1, n, { confidence });
            expect(next.low >= own.low && next.high >= own.high).toBe(true);
          }
        }),
        { numRuns: 200 },
      );
    });

    test(`${name} knows nothing about an empty group and refuses nonsense`, () => {
      expect(interval(0, 0)).toEqual({ low: 0, high: 1 });
      expect(() => interval(3, 2)).toThrow(RangeError);
      expect(() => interval(-1, 2)).toThrow(RangeError);
      expect(() => interval(Number.NaN, 2)).toThrow(RangeError);
    });
  }

  test('Wilson inverts the score test: at a limit the test has p = 1 − confidence', () => {
    fc.assert(
      fc.property(proportion, ({ count, n }) => {
        const { low, high } = wilsonInterval(count, n);
        for (const p of [low, high]) {
          if (p === 0 || p === 1) continue;
          const z = (count / n - p) / Math.sqrt((p * (1 - p)) / n);
          expect(Math.abs(z)).toBeCloseTo(criticalZ(0.95), 6);
        }
      }),
    );
  });

  test('one-sided limits are the ends of two-sided intervals at twice the error', () => {
    expect(wilsonLowerLimit(7, 9)).toBeCloseTo(wilsonInterval(7, 9, { confidence: 0.9 }).low, 14);
    expect(clopperPearsonLowerLimit(7, 9)).toBeCloseTo(
      clopperPearsonInterval(7, 9, { confidence: 0.9 }).low,
      14,
    );
  });

  test('F1 holds its estimate, and is certain of its ends where there are no errors or no hits', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.nat(300), (tp, fp, fn) => {
        const own = f1Interval({ tp, fp, fn });
        if (tp + fp + fn > 0) expect(inside((2 * tp) / (2 * tp + fp + fn), own)).toBe(true);
        if (tp === 0) expect(own.low).toBe(0);
        if (fp + fn === 0) expect(own.high).toBe(1);
      }),
    );
  });
});

describe('two proportions', () => {
  const differences = {
    newcombeDifferenceInterval,
    agrestiCaffoDifferenceInterval,
    miettinenNurminenDifferenceInterval,
  };
  for (const [name, interval] of Object.entries(differences)) {
    test(`${name} stays in [−1, 1], mirrors when groups are exchanged, knows nothing about empty groups`, () => {
      fc.assert(
        fc.property(proportion, proportion, (a, b) => {
          const own = interval(a, b);
          const other = interval(b, a);
          expect(other.low).toBeCloseTo(-own.high, 9);
          expect(other.high).toBeCloseTo(-own.low, 9);
          expect(own.low >= -1 && own.high <= 1 && own.low <= own.high).toBe(true);
          if (name !== 'agrestiCaffoDifferenceInterval') {
            expect(inside(a.count / a.n - b.count / b.n, own)).toBe(true);
          }
        }),
        {
          numRuns: 150,
          examples: [
            [
              { count: 1, n: 1 },
              { count: 2, n: 4929 },
            ],
          ],
        },
      );
      if (name !== 'agrestiCaffoDifferenceInterval') {
        expect(interval({ count: 3, n: 4 }, { count: 0, n: 0 })).toEqual({ low: -1, high: 1 });
      }
    });
  }

  test('Miettinen–Nurminen is the inversion of its score, and leaves 0 out exactly where the score test rejects', () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const { low, high } = miettinenNurminenDifferenceInterval(a, b);
        if (low > -1) expect(differenceScore(a, b, low)).toBeCloseTo(criticalZ(0.95), 5);
        if (high < 1) expect(differenceScore(a, b, high)).toBeCloseTo(-criticalZ(0.95), 5);
        const p = scoreTest(a, b).p ?? 1;
        if (Math.abs(p - 0.05) > 1e-9) expect(low > 0 || high < 0).toBe(p < 0.05);
      }),
      { numRuns: 150 },
    );
  });

  const ratios = { katzRatioInterval, koopmanRatioInterval, miettinenNurminenRatioInterval };
  for (const [name, interval] of Object.entries(ratios)) {
    test(`${name} holds the ratio and inverts when groups are exchanged`, () => {
      fc.assert(
        fc.property(proportion, proportion, (a, b) => {
          const own = interval(a, b);
          const other = interval(b, a);
          expect(own.low).toBeGreaterThanOrEqual(0);
          if (a.count > 0 && b.count > 0) {
            const ratio = a.count / a.n / (b.count / b.n);
            expect(own.low <= ratio * (1 + 1e-12) && ratio <= own.high * (1 + 1e-12)).toBe(true);
            expect(other.low * own.high).toBeCloseTo(1, 8);
          }
          if (b.count === 0) expect(own.high).toBe(Number.POSITIVE_INFINITY);
          if (a.count === 0) expect(own.low).toBe(0);
        }),
        { numRuns: 150 },
      );
      const nothing = { low: 0, high: Number.POSITIVE_INFINITY };
      expect(interval({ count: 0, n: 5 }, { count: 0, n: 9 })).toEqual(nothing);
      expect(interval({ count: 1, n: 5 }, { count: 0, n: 0 })).toEqual(nothing);
    });
  }

  test('a score interval for a ratio with one count of 0 is half open', () => {
    const { low, high } = koopmanRatioInterval({ count: 0, n: 20 }, { count: 15, n: 20 });
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(0.05);
    expect(high).toBeLessThan(0.5);
    const reversed = koopmanRatioInterval({ count: 15, n: 20 }, { count: 0, n: 20 });
    expect(reversed.low).toBeCloseTo(1 / high, 9);
    expect(reversed.high).toBe(Number.POSITIVE_INFINITY);
  });

  test('MOVER for a ratio goes on where a value is 0', () => {
    const zero = { value: 0, low: 0, high: 0.1 };
    const some = { value: 0.5, low: 0.4, high: 0.6 };
    expect(moverRatio(zero, some).low).toBe(0);
    expect(moverRatio(zero, some).high).toBeGreaterThan(0);
    expect(moverRatio(some, zero).high).toBe(Number.POSITIVE_INFINITY);
    expect(moverRatio(some, zero).low).toBeGreaterThan(0);
  });
});

describe('the same images twice', () => {
  const counts = fc
    .tuple(fc.nat(200), fc.nat(200), fc.nat(2000))
    .map(([fixed, broken, rest]) => ({ fixed, broken, n: fixed + broken + rest }));

  test('Tango and Agresti–Min stay in range and mirror; Tango holds the difference and agrees with McNemar', () => {
    fc.assert(
      fc.property(counts, (own) => {
        const mirrored = { ...own, fixed: own.broken, broken: own.fixed };
        for (const interval of [tangoInterval, agrestiMinInterval]) {
          const { low, high } = interval(own);
          expect(interval(mirrored).low).toBeCloseTo(-high, 9);
          expect(-1 <= low && low <= high && high <= 1).toBe(true);
        }
        if (own.n === 0) return;
        const limits = tangoInterval(own);
        expect(inside((own.fixed - own.broken) / own.n, limits)).toBe(true);
        // Tango's score at 0 is McNemar's z.
        const p = mcnemarTest(own).chiSquareP;
        if (Math.abs(p - 0.05) > 1e-9) expect(limits.low > 0 || limits.high < 0).toBe(p < 0.05);
      }),
    );
    expect(tangoInterval({ n: 0, fixed: 0, broken: 0 })).toEqual({ low: -1, high: 1 });
    expect(() => tangoInterval({ n: 3, fixed: 2, broken: 2 })).toThrow(RangeError);
  });
});

describe('clusters', () => {
  test('clusters of one image are independent images', () => {
    const clusters = Array.from({ length: 40 }, (_, i) => ({ count: i < 30 ? 1 : 0, n: 1 }));
    const { value, se, designEffect } = clusterRobustProportion(clusters);
    expect(value).toBe(0.75);
    expect(se).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 39), 14);
    expect(designEffect).toBeCloseTo(40 / 39, 12);
  });

  test('without variation, and without images, the interval says how little is known', () => {
    const agreeing = clusterRobustProportion([
      { count: 5, n: 5 },
      { count: 7, n: 7 },
    ]);
    expect(agreeing).toEqual({
      value: 1,
      se: 0,
      designEffect: null,
      effectiveSize: null,
      interval: wilsonInterval(2, 2),
    });
    expect(clusterRobustProportion([{ count: 3, n: 4 }]).se).toBeNull();
    expect(clusterRobustProportion([{ count: 0, n: 0 }])).toEqual({
      value: null,
      se: null,
      designEffect: null,
      effectiveSize: null,
      interval: { low: 0, high: 1 },
    });
    expect(() => clusteredWilsonInterval(3, 4, { designEffect: 0 })).toThrow(RangeError);
  });
});

describe('delta-method scales', () => {
  test('they have no interval at their ends, and hold the estimate elsewhere', () => {
    expect(logitDeltaInterval({ value: 1, se: 0.1 })).toBeNull();
    expect(logitDeltaInterval({ value: 0.5, se: Number.NaN })).toBeNull();
    expect(fisherZInterval({ value: -1, se: 0.1 })).toBeNull();
    expect(meanInterval({ n: 1, mean: 3, variance: 0 })).toBeNull();
    expect(logitDeltaInterval({ value: 0.9, se: 0 })?.low).toBeCloseTo(0.9, 14);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (value) => {
        const logit = logitDeltaInterval({ value, se: 0.05 }) ?? { low: 2, high: -2 };
        const fisher = fisherZInterval({ value, se: 0.05 }) ?? { low: 2, high: -2 };
        expect(inside(value, logit) && logit.low > 0 && logit.high < 1).toBe(true);
        expect(inside(value, fisher) && fisher.low > -1 && fisher.high < 1).toBe(true);
      }),
    );
  });

  test('the mean of a loss has Student’s interval', () => {
    // scipy.stats.t.interval(0.95, 4, loc=3, scale=(2.5/5)**0.5)
    const { low, high } = meanInterval({ n: 5, mean: 3, variance: 2.5 }) ?? { low: 0, high: 0 };
    expect([low, high]).toEqual([
      expect.closeTo(1.036756838522439, 12),
      expect.closeTo(4.963243161477561, 12),
    ]);
  });
});
