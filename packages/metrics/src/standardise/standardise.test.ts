import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invertMisclassification } from '../label-noise/misclassification.js';
import { relabelledEstimate } from '../label-noise/relabelled.js';
import { labelNoiseTippingPoints } from '../label-noise/tipping-points.js';
import { confusionFromRows } from '../metrics/confusion.js';
import { countMetrics } from '../metrics/registry.js';
import { sampleMultinomial } from '../random/multinomial.js';
import { randomStream } from '../random/random-stream.js';
import { directStandardisation } from './direct.js';
import { kitagawaDecomposition } from './kitagawa.js';
import { standardisedMetric, standardiseLabelMix } from './label-mix.js';

const proportion = fc
  .integer({ min: 0, max: 300 })
  .chain((n) => fc.record({ count: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));

describe('direct standardisation', () => {
  test('to the group’s own mix it changes nothing', () => {
    fc.assert(
      fc.property(fc.array(proportion, { minLength: 1, maxLength: 6 }), (strata) => {
        const found = directStandardisation(
          strata,
          strata.map(({ n }) => n),
        );
        if (found.crude === null) expect(found.value).toBeNull();
        else expect(found.value).toBeCloseTo(found.crude, 12);
        expect(found.interval.low).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('strata that the group lacks are left out, and the covered share says so', () => {
    const found = directStandardisation(
      [
        { count: 3, n: 4 },
        { count: 0, n: 0 },
      ],
      [1, 3],
    );
    expect(found).toMatchObject({ value: 0.75, coverage: 0.25 });
    expect(directStandardisation([{ count: 0, n: 0 }], [5])).toMatchObject({
      crude: null,
      value: null,
      se: null,
    });
    expect(directStandardisation([{ count: 4, n: 4 }], [5])).toMatchObject({
      value: 1,
      se: 0,
      effectiveSize: 4,
    });
  });
});

describe('Kitagawa’s decomposition', () => {
  test('its parts add up to the gap, and exchange sign with the groups', () => {
    const pairs = fc.array(fc.tuple(proportion, proportion), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pairs, (strata) => {
        const [a, b] = [strata.map(([left]) => left), strata.map(([, right]) => right)];
        const found = kitagawaDecomposition(a, b);
        const other = kitagawaDecomposition(b, a);
        if (found === null || other === null) return;
        expect(found.rates + found.composition).toBeCloseTo(found.gap, 12);
        expect(other.rates).toBeCloseTo(-found.rates, 12);
      }),
    );
  });

  test('Simpson’s paradox is flagged: kidney stones, treatment A against B', () => {
    // Charig et al. (1986): A is better for small and for large stones, and worse over all.
    const a = [
      { count: 81, n: 87 },
      { count: 192, n: 263 },
    ];
    const b = [
      { count: 234, n: 270 },
      { count: 55, n: 80 },
    ];
    const found = kitagawaDecomposition(a, b);
    expect(found?.gap).toBeCloseTo(273 / 350 - 289 / 350, 12);
    expect(found?.rates).toBeGreaterThan(0);
    expect(found?.isReversed).toBe(true);
    expect(kitagawaDecomposition(a, [{ count: 0, n: 0 }])).toBeNull();
  });
});

describe('a common label mix', () => {
  const metric = (id: string) => countMetrics.find((entry) => entry.id === id) ?? countMetrics[0];

  test('to the own label mix it changes nothing, and recall never changes', () => {
    const row = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 3 }), (rows) => {
        const matrix = confusionFromRows(rows);
        for (const own of countMetrics.filter(({ scope }) => scope === 'aggregate')) {
          const found = standardisedMetric(own, matrix, { reference: [...matrix.truth], label: -1 });
          expect(found.value).toBeCloseTo(own.value(matrix, -1).value ?? Number.NaN, 10);
        }
        const recall = metric('recall');
        if (!recall) throw new Error('no recall');
        const found = standardisedMetric(recall, matrix, { reference: [5, 1, 3], label: 1 });
        expect(found.value).toBeCloseTo(recall.value(matrix, 1).value ?? Number.NaN, 10);
      }),
      { numRuns: 40 },
    );
  });

  test('a true class that the group lacks is named, unless the reference lacks it too', () => {
    const matrix = confusionFromRows([
      [5, 1],
      [0, 0],
    ]);
    const accuracy = metric('accuracy');
    if (!accuracy) throw new Error('no accuracy');
    expect(standardisedMetric(accuracy, matrix, { reference: [1, 1], label: -1 })).toEqual({
      value: null,
      se: null,
      missing: [1],
    });
    expect(standardisedMetric(accuracy, matrix, { reference: [7, 0], label: -1 }).value).toBeCloseTo(
      5 / 6,
      14,
    );
    expect(standardiseLabelMix(matrix, [0, 0])).toBeNull();
  });

  test('the standard error is the spread of repeated samples with fixed row totals', () => {
    const rows = [
      [50, 8, 2],
      [6, 70, 14],
      [1, 9, 40],
    ];
    const macro = metric('macro_f1');
    if (!macro) throw new Error('no macro F1');
    const at = { reference: [1, 1, 1], label: -1 };
    const random = randomStream({ seed: 3 });
    const sum = (row: number[]): number => row.reduce((total, count) => total + count, 0);
    const values = Array.from({ length: 3000 }, () => {
      const drawn = rows.map((row) => sampleMultinomial(sum(row), row, random));
      return standardisedMetric(macro, confusionFromRows(drawn), at).value ?? 0;
    });
    const mean = sum(values) / values.length;
    const sd = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
    expect(standardisedMetric(macro, confusionFromRows(rows), at).se).toBeCloseTo(sd, 2.5);
  });
});

describe('label noise', () => {
  test('inverting misclassification undoes it', () => {
    const rates = [
      [0.9, 0.07, 0.03],
      [0.1, 0.8, 0.1],
      [0.02, 0.08, 0.9],
    ];
    const truth = [0.2, 0.5, 0.3];
    const observed = [0, 1, 2].map((j) =>
      rates.reduce((sum, row, i) => sum + (truth[i] ?? 0) * (row[j] ?? 0), 0),
    );
    const found = invertMisclassification(rates, observed);
    expect(found).toEqual(truth.map((share) => expect.closeTo(share, 12)));
    expect(
      invertMisclassification(
        [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        [0.4, 0.6],
      ),
    ).toBeNull();
    expect(
      invertMisclassification(
        [
          [0, 1],
          [1, 0],
        ],
        [0.4, 0.6],
      ),
    ).toEqual([0.6, 0.4]);
  });

  test('tipping points and the relabelled subset', () => {
    expect(labelNoiseTippingPoints(-0.08, 0.8)).toEqual({
      aligned: 0.08,
      unsystematic: expect.closeTo(0.1, 14),
    });
    expect(labelNoiseTippingPoints(0.1, 0)).toEqual({ aligned: 0.1, unsystematic: null });
    const noisy = { n: 100, mean: 0.8, variance: 0.16 };
    const found = relabelledEstimate(noisy, { n: 25, mean: 0.04, variance: 0.09 });
    expect(found?.value).toBeCloseTo(0.84, 14);
    expect(found?.se).toBeCloseTo(Math.sqrt(0.0016 + 0.0036), 14);
    expect(relabelledEstimate(noisy, { n: 1, mean: 0, variance: 0 })).toBeNull();
  });
});
