import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaCdf, betaQuantile } from './beta-quantile.js';
import { binomialCdf, binomialPmf, binomialQuantile, binomialSf } from './binomial.js';
import { chiSquareCdf, chiSquareQuantile, chiSquareSf } from './chi-square.js';
import { cholesky, solve, solveLower } from './cholesky.js';
import { findRoot, findRootNear } from './find-root.js';
import { logBeta, logGamma } from './gamma.js';
import { incompleteBeta } from './incomplete-beta.js';
import { incompleteGamma } from './incomplete-gamma.js';
import { integrate } from './integrate.js';
import { logFactorial } from './log-factorial.js';
import { studentTQuantile, studentTSf } from './student-t.js';
import { studentizedRangeQuantile, studentizedRangeSf } from './studentized-range.js';

const shape = fc.double({ min: 0.05, max: 2000, noNaN: true });
const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

describe('distributions', () => {
  test('quantiles invert distribution functions', () => {
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        const x = betaQuantile(p, { a, b });
        if (x > 1e-290 && x < 1 - 1e-3) expect(betaCdf(x, { a, b })).toBeCloseTo(p, 9);
        const y = chiSquareQuantile(p, a);
        if (y > 1e-290) expect(chiSquareCdf(y, a)).toBeCloseTo(p, 10);
        expect(studentTSf(studentTQuantile(p, a + 0.4), a + 0.4)).toBeCloseTo(1 - p, 10);
      }),
    );
    for (const k of [2, 3, 21, 126]) {
      expect(studentizedRangeSf(studentizedRangeQuantile(0.99, k), k)).toBeCloseTo(0.01, 12);
    }
  });

  test('the two tails add up to 1', () => {
    fc.assert(
      fc.property(shape, shape, probability, (a, b, x) => {
        const beta = incompleteBeta(x, { a, b });
        expect(beta.lower + beta.upper).toBeCloseTo(1, 12);
        const gamma = incompleteGamma(a, b);
        expect(gamma.lower + gamma.upper).toBeCloseTo(1, 12);
      }),
    );
  });

  test('ends and impossible parameters', () => {
    expect([betaQuantile(0, { a: 2, b: 3 }), betaQuantile(1, { a: 2, b: 3 })]).toEqual([0, 1]);
    expect([incompleteBeta(0, { a: 2, b: 3 }).lower, incompleteBeta(1, { a: 2, b: 3 }).upper]).toEqual([
      0, 0,
    ]);
    expect([chiSquareSf(0, 3), chiSquareSf(-1, 3), chiSquareQuantile(0, 3)]).toEqual([1, 1, 0]);
    expect(chiSquareSf(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(chiSquareQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
    expect(studentTQuantile(0.5, 3)).toBe(0);
    // Three discordant images of hundreds of millions: t² = 3·df/(df − 2) makes a part of the fraction 0.
    // scipy: norm.sf(√3) = 0.0416322583, which t is at these df to nine digits.
    const df = 788_519_102;
    expect(studentTSf(Math.sqrt((3 * df) / (df - 2)), df)).toBeCloseTo(0.041632258, 8);
    expect(studentTSf(Math.sqrt(3), df)).toBeCloseTo(0.041632258, 8);
    // So far out there is nothing left, and never NaN.
    for (const few of [0.5, 3, 1e4, 1e9]) expect(studentTSf(1e9, few)).toBeLessThan(1e-4);
    expect(studentTSf(1e160, 1e9)).toBe(0);
    expect(studentTQuantile(0.975, Number.POSITIVE_INFINITY)).toBeCloseTo(1.959963984540054, 14);
    expect(studentizedRangeSf(0, 3)).toBe(1);
    expect([
      binomialPmf(0, 0, 0.3),
      binomialPmf(2, 5, 0),
      binomialPmf(5, 5, 1),
      binomialPmf(6, 5, 0.5),
    ]).toEqual([1, 0, 1, 0]);
    expect([
      binomialCdf(-1, 5, 0.5),
      binomialCdf(5, 5, 0.5),
      binomialSf(-1, 5, 0.5),
      binomialSf(5, 5, 0.5),
    ]).toEqual([0, 1, 1, 0]);
    const refused = [
      () => chiSquareSf(1, 0),
      () => chiSquareQuantile(2, 3),
      () => betaQuantile(0.5, { a: 0, b: 1 }),
      () => incompleteBeta(2, { a: 1, b: 1 }),
      () => incompleteGamma(-1, 1),
      () => logGamma(0),
      () => logBeta(1, -1),
      () => studentTSf(1, -1),
      () => studentTQuantile(-0.1, 3),
      () => studentizedRangeSf(1, 1),
      () => studentizedRangeQuantile(1, 3),
      () => binomialPmf(1, 2.5, 0.5),
      () => binomialCdf(1, 2, 1.5),
    ];
    for (const call of refused) expect(call).toThrow(RangeError);
  });

  test('a binomial quantile is the first count to reach its probability', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), probability, probability, (n, p, q) => {
        const k = binomialQuantile(q, n, p);
        expect(binomialCdf(k, n, p)).toBeGreaterThanOrEqual(q);
        if (k > 0) expect(binomialCdf(k - 1, n, p)).toBeLessThan(q);
      }),
    );
  });

  test('ln k! goes on smoothly where the table ends', () => {
    for (const k of [1022, 1023, 1024, 1025]) {
      expect(logFactorial(k + 1) - logFactorial(k)).toBeCloseTo(Math.log(k + 1), 10);
    }
  });
});

describe('tools', () => {
  test('roots are found to the last bits, and need a change of sign', () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(findRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.7390851332151607, 15);
    expect(findRoot((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 14);
    expect(findRoot((x) => x ** 9, -1, 2)).toBeCloseTo(0, 10);
    expect(findRoot((x) => x, 0, 5)).toBe(0);
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(RangeError);
    expect(() => findRoot(() => Number.NaN, -1, 1)).toThrow(RangeError);
  });

  test('a guess saves evaluations, and a wrong one does not change the root', () => {
    const count = (guess: number): [number, number] => {
      let calls = 0;
      const root = findRootNear(
        (x) => {
          calls += 1;
          return x * x * x - 2;
        },
        guess,
        { inner: 0, outer: 10 },
      );
      return [root, calls];
    };
    const [close, wrong] = [count(1.3), count(9)];
    expect(close[0]).toBeCloseTo(Math.cbrt(2), 14);
    expect(wrong[0]).toBeCloseTo(Math.cbrt(2), 14);
    expect(close[1]).toBeLessThan(wrong[1]);
    expect(findRootNear((x) => x - 3, 0, { inner: 0, outer: 4 })).toBeCloseTo(3, 14);
  });

  test('integrals of polynomials and of a bell are exact', () => {
    expect(integrate((x) => 7 * x ** 6 - 3 * x ** 2, 0, 2, { panels: 1 })).toBeCloseTo(120, 10);
    expect(integrate((x) => Math.exp(-x * x), -10, 10, { panels: 12 })).toBeCloseTo(Math.sqrt(Math.PI), 13);
  });

  test('a Cholesky factor gives quadratic forms, and drops a dependent variable', () => {
    const matrix = [
      [4, 2, 6],
      [2, 5, 7],
      [6, 7, 13],
    ];
    const factor = cholesky(matrix);
    // The third row is the sum of the first two.
    expect(factor.rank).toBe(2);
    // bᵀA⁻¹b over the first two variables, by hand: (5·2² − 2·2·2·4 + 4·4²)/16.
    const y = solveLower(factor, [2, 4, 6]);
    expect(y.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(52 / 16, 12);
  });

  test('solves by hand', () => {
    const matrix = [
      [4, 2],
      [2, 3],
    ];
    const solution = solve(cholesky(matrix), [10, 9]);
    expect([...solution]).toEqual([expect.closeTo(1.5, 14), expect.closeTo(2, 14)]);
  });
});
