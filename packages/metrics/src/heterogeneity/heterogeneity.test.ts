import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquareQuantile } from '../numerics/chi-square.js';
import { normalSf } from '../numerics/normal-cdf.js';
import { betaBinomialLogPmf, betaBinomialPosterior } from './beta-binomial.js';
import { dersimonianLairdTau2, pauleMandelTau2, qProfileInterval } from './between-group-variance.js';
import { normalEmpiricalBayes } from './empirical-bayes.js';
import { heterogeneityTest, weightedMean } from './heterogeneity-test.js';
import { robustCriticalValue } from './robust-critical-value.js';

const effect = fc.record({
  value: fc.double({ min: -1, max: 1, noNaN: true }),
  variance: fc.double({ min: 1e-5, max: 0.1, noNaN: true }),
});

describe('heterogeneity between groups', () => {
  test('τ² and its interval put Q where they say, in the right order', () => {
    fc.assert(
      fc.property(fc.array(effect, { minLength: 2, maxLength: 12 }), (effects) => {
        const df = effects.length - 1;
        const tau2 = pauleMandelTau2(effects) ?? -1;
        const { low, high } = qProfileInterval(effects) ?? { low: -1, high: -1 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(tau2).toBeGreaterThanOrEqual(low);
        expect(high).toBeGreaterThanOrEqual(tau2);
        if (tau2 > 0) expect(weightedMean(effects, tau2).q).toBeCloseTo(df, 6);
        if (high > 0) expect(weightedMean(effects, high).q).toBeCloseTo(chiSquareQuantile(0.025, df), 6);
        expect(dersimonianLairdTau2(effects)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('one group, or none, has no between-group variance', () => {
    const one = [{ value: 0.5, variance: 0.01 }];
    expect([pauleMandelTau2(one), dersimonianLairdTau2(one), qProfileInterval(one)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(heterogeneityTest(one)).toMatchObject({ statistic: 0, df: 0, p: null, pooled: 0.5 });
    expect(heterogeneityTest([])).toMatchObject({ pooled: null, pooledSe: null, p: null });
    expect(normalEmpiricalBayes(one)).toBeNull();
    expect(() => heterogeneityTest([{ value: 0.5, variance: 0 }])).toThrow(RangeError);
  });

  test('shrunken values lie between the own value and the mean, robust intervals around the parametric ones', () => {
    fc.assert(
      fc.property(fc.array(effect, { minLength: 2, maxLength: 8 }), (effects) => {
        const found = normalEmpiricalBayes(effects);
        if (found === null) throw new Error('two groups have an estimate');
        for (const [g, own] of found.effects.entries()) {
          const raw = effects[g]?.value ?? 0;
          expect(own.value).toBeGreaterThanOrEqual(Math.min(raw, found.mean) - 1e-12);
          expect(own.value).toBeLessThanOrEqual(Math.max(raw, found.mean) + 1e-12);
          expect(own.weight).toBeLessThanOrEqual(1);
          if (own.weight > 0.2) expect(own.robustInterval.low).toBeLessThanOrEqual(own.interval.low + 1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('the robust critical value grows from z, and its worst case is a two-point bias', () => {
    expect(robustCriticalValue(0)).toBeCloseTo(1.959963984540054, 12);
    expect(() => robustCriticalValue(-1)).toThrow(RangeError);
    let last = 0;
    for (const m of [1e-4, 0.01, 0.1, 1, 10, 100]) {
      const c = robustCriticalValue(m);
      expect(c).toBeGreaterThan(last);
      last = c;
      // No bias that is 0 or b, with mean square m, misses more often than 5 %; some miss almost as often.
      let worst = 0;
      for (let b = Math.sqrt(m); b < 100 * Math.sqrt(m) + 20; b += 0.01) {
        const share = m / (b * b);
        const miss = share * (normalSf(c - b) + normalSf(c + b)) + (1 - share) * 2 * normalSf(c);
        worst = Math.max(worst, miss);
      }
      expect(worst).toBeLessThan(0.05 + 1e-9);
      expect(worst).toBeGreaterThan(0.05 - 1e-5);
    }
  });

  test('beta-binomial: probabilities add up to 1, and the posterior holds its mean', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.5, max: 500, noNaN: true }),
        (n, mean, precision) => {
          let total = 0;
          for (let k = 0; k <= n; k++)
            total += Math.exp(betaBinomialLogPmf({ count: k, n }, mean, precision));
          expect(total).toBeCloseTo(1, 10);
          const own = betaBinomialPosterior({ count: n, n }, { a: mean, b: 1 - mean });
          expect(own.low).toBeLessThan(own.mean);
          expect(own.high).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
