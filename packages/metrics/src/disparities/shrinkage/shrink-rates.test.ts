import { describe, expect, it } from 'vitest';
import { sampleBinomial } from '../../random/binomial.js';
import { randomStream } from '../../random/random-stream.js';
import { additiveModel } from './additive-model.js';
import { shrinkRates } from './shrink-rates.js';

describe('additiveModel', () => {
  it('fits a table without interaction', () => {
    // Odds 1, 2 and 3, 6: main effects ln 2 and ln 3.
    const cells = [
      { count: 5000, n: 10000 },
      { count: 8000, n: 12000 },
      { count: 6000, n: 8000 },
      { count: 12000, n: 14000 },
    ];
    const effects = [[0], [0, 1], [0, 2], [0, 1, 2]];
    const { means, variances } = additiveModel(cells, effects, { columns: 3, weights: [1, 1, 1, 1] });
    for (const [c, { count, n }] of cells.entries()) expect(means[c]).toBeCloseTo(count / n, 5);
    expect(Math.sqrt(variances[0] ?? 0)).toBeLessThan(0.006);
  });
});

describe('shrinkRates', () => {
  const cells = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].flatMap((race) =>
    ['f', 'm'].flatMap((gender) => ['0', '1', '2', '3', '4'].map((age) => ({ race, gender, age }))),
  );

  it('comes nearer to the truth than raw rates in small cells, with intervals that hold it', () => {
    let [raw, shrunken, held, counted] = [0, 0, 0, 0];
    for (let seed = 0; seed < 30; seed++) {
      const random = randomStream({ seed });
      const races = new Map('abcdefg'.split('').map((race) => [race, 0.4 * random.normal()]));
      const ages = ['0', '1', '2', '3', '4'].map(() => 0.4 * random.normal());
      const truth = cells.map(({ race, age }) => {
        const logit = 1 + (races.get(race) ?? 0) + (ages[Number(age)] ?? 0) + 0.15 * random.normal();
        return 1 / (1 + Math.exp(-logit));
      });
      const rates = truth.map((rate) => {
        const n = 5 + Math.floor(35 * random.uniform());
        return { n, count: sampleBinomial(n, rate, random) };
      });
      const found = shrinkRates(cells, rates);
      for (const [c, rate] of truth.entries()) {
        const own = found?.[c];
        if (!own) throw new Error('no shrunken rate');
        raw += ((rates[c]?.count ?? 0) / (rates[c]?.n ?? 1) - rate) ** 2;
        shrunken += (own.value - rate) ** 2;
        if (own.low <= rate && rate <= own.high) held++;
        counted++;
      }
    }
    expect(Math.sqrt(shrunken / raw)).toBeLessThan(0.6);
    // The precision is estimated from the same 70 cells: a little below 95 %.
    expect(held / counted).toBeGreaterThan(0.9);
  });

  it('leaves large cells where they are, and gives empty cells their expectation', () => {
    const rates = cells.map((_, c) => ({ n: c === 0 ? 0 : 100_000, count: c === 0 ? 0 : 60_000 + 300 * c }));
    const found = shrinkRates(cells, rates);
    expect(found?.[5]?.value).toBeCloseTo(0.615, 3);
    expect(found?.[0]?.value).toBeGreaterThan(0.5);
    expect(found?.[0]?.value).toBeLessThan(0.75);
    expect(shrinkRates(cells.slice(0, 2), rates.slice(0, 2))).toBeNull();
  });
});
