import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binomialPmf } from '../numerics/binomial.js';
import { chiSquareSf } from '../numerics/chi-square.js';
import { logFactorial } from '../numerics/log-factorial.js';
import { sampleBinomial } from './binomial.js';
import { sampleTable } from './contingency-table.js';
import { sampleHypergeometric } from './hypergeometric.js';
import { sampleMultinomial } from './multinomial.js';
import { hashWord, randomStream } from './random-stream.js';

/** p-value of the hypothesis that draws follow a distribution over 0 … n; rare outcomes are joined. */
function fit(draws: number[], n: number, pmf: (k: number) => number): number {
  const counts = new Float64Array(n + 1);
  for (const k of draws) counts[k] = (counts[k] ?? 0) + 1;
  let [statistic, cells, observed, expected] = [0, 0, 0, 0];
  for (let k = 0; k <= n; k++) {
    observed += counts[k] ?? 0;
    expected += draws.length * pmf(k);
    if (expected < 10) continue;
    statistic += (observed - expected) ** 2 / expected;
    cells += 1;
    [observed, expected] = [0, 0];
  }
  return chiSquareSf(statistic, Math.max(cells - 1, 1));
}

const draws = (make: () => number, size = 20_000): number[] => Array.from({ length: size }, make);

describe('random numbers', () => {
  test('a stream depends on its name only, and different names give different numbers', () => {
    const take = (name: Parameters<typeof randomStream>[0]): number[] => {
      const stream = randomStream(name);
      return [stream.uniform(), stream.uniform(), stream.uniform()];
    };
    expect(take({ seed: 1, replicate: 5 })).toEqual(take({ seed: 1, replicate: 5, stratum: 0, purpose: 0 }));
    const first = [{ seed: 1 }, { seed: 2 }, { seed: 1, replicate: 1 }, { seed: 1, stratum: 1 }].map(take);
    expect(new Set(first.flat()).size).toBe(12);
    expect(take({ seed: 1, purpose: hashWord('a') })).not.toEqual(take({ seed: 1, purpose: hashWord('b') }));
  });

  test('normals have the moments of a normal', () => {
    const { normal } = randomStream({ seed: 7 });
    const values = draws(normal, 100_000);
    const moment = (power: number): number =>
      values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.012);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.018);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.13);
  });

  for (const [n, p] of [
    [1, 0.3],
    [20, 0.02],
    [30, 0.5],
    [60, 0.85],
    [400, 0.03],
    [5000, 0.73],
  ] as const) {
    test(`binomial draws follow Binomial(${n}, ${p})`, () => {
      const random = randomStream({ seed: 11, replicate: n });
      const values = draws(() => sampleBinomial(n, p, random));
      expect(fit(values, n, (k) => binomialPmf(k, n, p))).toBeGreaterThan(1e-4);
    });
  }

  for (const urn of [
    { good: 5, bad: 9, draws: 6 },
    { good: 30, bad: 20, draws: 40 },
    { good: 300, bad: 500, draws: 120 },
    { good: 4000, bad: 900, draws: 3000 },
  ]) {
    test(`${urn.draws} draws from ${urn.good} + ${urn.bad} follow the hypergeometric distribution`, () => {
      const random = randomStream({ seed: 13, replicate: urn.good });
      const choose = (n: number, k: number): number =>
        k < 0 || k > n ? Number.NEGATIVE_INFINITY : logFactorial(n) - logFactorial(k) - logFactorial(n - k);
      const pmf = (k: number): number =>
        Math.exp(
          choose(urn.good, k) + choose(urn.bad, urn.draws - k) - choose(urn.good + urn.bad, urn.draws),
        );
      const values = draws(() => sampleHypergeometric(urn, random));
      expect(fit(values, Math.min(urn.good, urn.draws), pmf)).toBeGreaterThan(1e-4);
    });
  }

  test('multinomial draws and random tables keep their sums', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(40), { minLength: 3, maxLength: 3 }), { minLength: 1 }),
        (table) => {
          const random = randomStream({ seed: 3 });
          const drawn = sampleTable(table, random);
          const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
          expect(drawn.map(sum)).toEqual(table.map(sum));
          const columns = (rows: number[][]): number[] =>
            [0, 1, 2].map((j) => sum(rows.map((row) => row[j] ?? 0)));
          expect(columns(drawn)).toEqual(columns(table));
          expect(drawn.flat().every((count) => count >= 0 && Number.isInteger(count))).toBe(true);
          const weights = table.flat();
          if (sum(weights) > 0) expect(sum(sampleMultinomial(1000, weights, random))).toBe(1000);
        },
      ),
    );
    expect(() => sampleMultinomial(3, [0, 0], randomStream({ seed: 1 }))).toThrow(RangeError);
    expect(sampleMultinomial(0, [0, 0], randomStream({ seed: 1 }))).toEqual([0, 0]);
  });

  test('impossible requests are refused', () => {
    const random = randomStream({ seed: 1 });
    expect(() => sampleBinomial(3, 1.5, random)).toThrow(RangeError);
    expect(() => sampleBinomial(2.5, 0.5, random)).toThrow(RangeError);
    expect(() => sampleHypergeometric({ good: 1, bad: 1, draws: 3 }, random)).toThrow(RangeError);
  });
});
