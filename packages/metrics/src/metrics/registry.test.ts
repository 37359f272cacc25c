import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Confusion, confusion, confusionFromRows } from './confusion.js';
import { criticalValues } from './critical-values.js';
import { measure } from './measure.js';
import { estimateOf } from './measurement.js';
import type { CountMetric } from './metric.js';
import { countMetrics } from './registry.js';
import { covariance, standardError } from './standard-error.js';

const golden: Golden = JSON.parse(
  readFileSync(new URL('../../fixtures/sklearn-golden.json', import.meta.url), 'utf8'),
);

interface Golden {
  tables: { classes: number; groups: GoldenGroup[] }[];
}
type GoldenGroup = { matrix: number[][]; zero_division_0?: Record<string, number> } & Record<string, unknown>;

function metric(id: string): CountMetric {
  const found = countMetrics.find((entry) => entry.id === id);
  if (!found) throw new Error(`no metric ${id}`);
  return found;
}

function expectClose(actual: number | null, expected: unknown, what: string): void {
  if (expected === null) expect(actual, what).toBeNull();
  else expect(actual, what).toBeCloseTo(expected as number, 12);
}

const aggregates = [
  'accuracy',
  'balanced_accuracy',
  'macro_precision',
  'macro_recall',
  'macro_f1',
  'weighted_precision',
  'weighted_recall',
  'weighted_f1',
  'mcc',
  'cohen_kappa',
  'quadratic_kappa',
  'mae',
  'rmse',
];

describe.each(golden.tables)('scikit-learn on $classes classes', ({ groups }) => {
  it('agrees on every metric of every group, empty rows and columns included', () => {
    for (const group of groups) {
      const matrix = confusionFromRows(group.matrix);
      const what = JSON.stringify(group.matrix);
      if (matrix.n === 0) {
        for (const id of aggregates) {
          expect(metric(id).value(matrix, -1)).toEqual({ value: null, n: 0, reason: 'no_samples' });
        }
        continue;
      }
      for (const id of aggregates)
        expectClose(metric(id).value(matrix, -1).value, group[id], `${id} ${what}`);
      for (const id of ['precision', 'recall', 'f1', 'recall_from', 'fpr_from']) {
        const expected = group[id] as (number | null)[];
        for (const [k, value] of expected.entries()) {
          expectClose(metric(id).value(matrix, k).value, value, `${id} of class ${k} ${what}`);
        }
      }
      const zero = confusionFromRows(group.matrix, { undefinedClasses: 'zero' });
      for (const [id, value] of Object.entries(group.zero_division_0 ?? {})) {
        expectClose(metric(id).value(zero, -1).value, value, `${id} with zero_division=0 ${what}`);
      }
    }
  });
});

const size = fc.integer({ min: 2, max: 5 });
const rows = (cell: fc.Arbitrary<number>) =>
  size.chain((k) => fc.array(fc.array(cell, { minLength: k, maxLength: k }), { minLength: k, maxLength: k }));
const anyMatrix = rows(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }))).map((cells) =>
  confusionFromRows(cells),
);
const fullMatrix = rows(fc.integer({ min: 1, max: 40 })).map((cells) => confusionFromRows(cells));

function labelsOf(entry: CountMetric, matrix: Confusion): number[] {
  return entry.scope === 'aggregate' ? [-1] : Array.from({ length: matrix.shape.size }, (_, k) => k);
}

/** The matrix with `step` more images (in proportion) in one cell. */
function moved(matrix: Confusion, cell: number, step: number): Confusion {
  const cells = Float64Array.from(matrix.cells);
  cells[cell] = (cells[cell] as number) + step;
  return confusion(matrix.shape, cells);
}

describe.each(countMetrics.map((entry) => ({ id: entry.id, entry })))('$id', ({ entry }) => {
  it('has the gradient that finite differences find', () => {
    fc.assert(
      fc.property(fullMatrix, (matrix) => {
        for (const label of labelsOf(entry, matrix)) {
          // The lowest class is no question of "this class or above".
          if (entry.value(matrix, label).value === null) continue;
          const gradient = entry.gradient(matrix, label);
          const counts = matrix.cells;
          const mean = gradient.reduce((sum, g, c) => sum + (g * (counts[c] as number)) / matrix.n, 0);
          for (const [cell, g] of gradient.entries()) {
            // Adding h images to a cell moves p by h/n·(e_c − p): the influence function is the centred gradient.
            const h = 1e-4;
            const up = entry.value(moved(matrix, cell, h), label).value ?? Number.NaN;
            const down = entry.value(moved(matrix, cell, -h), label).value ?? Number.NaN;
            const slope = ((up - down) / (2 * h)) * matrix.n;
            expect(Math.abs(slope - (g - mean))).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is null with a reason, or an estimate inside its interval inside its range', () => {
    const critical = criticalValues(0.95);
    fc.assert(
      fc.property(anyMatrix, (matrix) => {
        for (const label of labelsOf(entry, matrix)) {
          const estimate = estimateOf(measure(entry, matrix, label), critical);
          const { value, low, high } = estimate;
          if (value === null) {
            expect(estimate).toMatchObject({ low: null, high: null, n: 0 });
            expect(estimate.reason).toBeDefined();
          } else {
            expect(estimate.reason).toBeUndefined();
            expect(estimate.n).toBeGreaterThan(0);
            expect(value).toBeGreaterThanOrEqual(entry.range[0]);
            expect(value).toBeLessThanOrEqual(entry.range[1]);
            if (matrix.n > 1) {
              expect(low).toBeGreaterThanOrEqual(entry.range[0]);
              expect(low).toBeLessThanOrEqual(value);
              expect(high).toBeGreaterThanOrEqual(value);
              expect(high).toBeLessThanOrEqual(entry.range[1]);
              expect((high ?? 0) - (low ?? 0)).toBeGreaterThan(0);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('variance engine', () => {
  // G1 of the known answers; standard errors by 50-digit central differences.
  const matrix = confusionFromRows([
    [50, 8, 2],
    [6, 70, 14],
    [1, 9, 40],
  ]);

  it('gives the standard errors of the reference', () => {
    const error = (id: string): number =>
      standardError(metric(id).gradient(matrix, -1), matrix.cells, matrix.n);
    expect(error('accuracy')).toBeCloseTo(0.0282842712474619, 14);
    expect(error('macro_f1')).toBeCloseTo(0.028302998614831452, 14);
    expect(error('mcc')).toBeCloseTo(0.0437427088201262, 14);
    expect(error('cohen_kappa')).toBeCloseTo(0.04387619670516553, 14);
    expect(error('quadratic_kappa')).toBeCloseTo(0.039463761721276365, 14);
    expect(standardError(metric('composition_bias').gradient(matrix, 0), matrix.cells, 200)).toBeCloseTo(
      0.020588224789913286,
      14,
    );
  });

  it('gives the logit interval of macro F1', () => {
    const { low, high } = estimateOf(measure(metric('macro_f1'), matrix, -1), criticalValues(0.95));
    expect(low).toBeCloseTo(0.7388911468527984, 13);
    expect(high).toBeCloseTo(0.8499172348422672, 13);
  });

  it('smooths a perfect average over its own classes only', () => {
    const perfect = confusionFromRows([
      [50, 0, 0],
      [0, 40, 0],
      [0, 0, 0],
    ]);
    const { value, low, high, classes } = estimateOf(
      measure(metric('macro_recall'), perfect, -1),
      criticalValues(0.95),
    );
    expect({ value, classes, high }).toEqual({ value: 1, classes: 2, high: 1 });
    expect(low).toBeGreaterThan(0.8);
    expect(low).toBeLessThan(0.99);
  });

  it('gives covariances: complements are perfectly anticorrelated', () => {
    const recall = metric('recall').gradient(matrix, 1);
    const fnr = metric('fnr').gradient(matrix, 1);
    const at = { counts: matrix.cells, n: matrix.n };
    expect(covariance(recall, fnr, at)).toBeCloseTo(-covariance(recall, recall, at), 15);
  });
});
