import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellSpec } from './cell-space.js';
import { type CountRow, countRows, countsFromRows } from './count-rows.js';
import { addCount, emptyCounts } from './count-table.js';
import { mergeCounts } from './merge-counts.js';
import { tabulate } from './tabulate.js';

const spec: CellSpec = {
  attributes: [
    { name: 'race', labels: ['Black', 'White', 'Indian'] },
    { name: 'gender', labels: ['Female', 'Male'] },
  ],
  labels: ['young', 'middle', 'old'],
};

const label = (labels: readonly string[]) => fc.option(fc.constantFrom(...labels), { nil: null });
const row: fc.Arbitrary<CountRow> = fc.record({
  group: fc.record({ race: label(['Black', 'White', 'Indian']), gender: label(['Female', 'Male']) }),
  truth: fc.constantFrom(...spec.labels),
  predicted: fc.constantFrom(...spec.labels),
  n: fc.integer({ min: 1, max: 1000 }),
});
const table = fc.array(row, { maxLength: 60 }).map((rows) => countsFromRows(spec, rows));

describe('count table', () => {
  it('counts by name and by position alike', () => {
    const named = emptyCounts(spec);
    addCount(named, { group: { race: 'White', gender: null }, truth: 'old', predicted: 'middle' });
    addCount(named, { group: { race: 'White' }, truth: 'old', predicted: 'middle' }, 2);
    const numbered = emptyCounts(spec);
    addCount(numbered, { group: [1, -1], truth: 2, predicted: 1 }, 3);
    expect(countRows(named)).toEqual([
      { group: { race: 'White', gender: null }, truth: 'old', predicted: 'middle', n: 3 },
    ]);
    expect(countRows(numbered)).toEqual(countRows(named));
  });

  it('refuses labels that are not declared', () => {
    const counts = emptyCounts(spec);
    const add = (group: Record<string, string>, truth: string): void =>
      addCount(counts, { group, truth, predicted: 'old' });
    expect(() => add({ race: 'Purple' }, 'old')).toThrow('"Purple" is not among the labels of race');
    expect(() => add({ race: 'White' }, 'ancient')).toThrow('"ancient" is not among the labels of the task');
    expect(() => mergeCounts(counts, emptyCounts({ ...spec, labels: ['old'] }))).toThrow('cannot be added');
  });

  it('is a commutative monoid, equal to one pass over all rows', () => {
    fc.assert(
      fc.property(table, table, table, (a, b, c) => {
        const rows = countRows(mergeCounts(mergeCounts(a, b), c));
        expect(countRows(mergeCounts(a, mergeCounts(b, c)))).toEqual(rows);
        expect(countRows(mergeCounts(c, mergeCounts(b, a)))).toEqual(rows);
        expect(countRows(mergeCounts(a, emptyCounts(spec)))).toEqual(countRows(a));
        const once = countsFromRows(spec, [...countRows(a), ...countRows(b), ...countRows(c)]);
        expect(countRows(once)).toEqual(rows);
      }),
    );
  });

  it('tabulates columns as it adds rows, leaving out rows without truth or prediction', () => {
    const column = (max: number) => fc.integer({ min: -1, max });
    const image = fc.tuple(column(3), column(2), column(2), column(3));
    fc.assert(
      fc.property(fc.array(image, { maxLength: 80 }), (images) => {
        const take = (index: number): Int8Array => Int8Array.from(images, (values) => values[index] ?? 0);
        const bytes = (index: number): Uint8Array => new Uint8Array(take(index).buffer);
        const added = emptyCounts(spec);
        for (const [race, gender, truth, predicted] of images) {
          if (truth < 0 || predicted < 0 || predicted > 2) continue;
          addCount(added, { group: [race > 2 ? -1 : race, gender > 1 ? -1 : gender], truth, predicted });
        }
        const { attributes, labels } = spec;
        const tables = tabulate({
          attributes,
          groups: [take(0), bytes(1)],
          tasks: [
            { labels, truth: take(2), predicted: take(3) },
            { labels, truth: bytes(2), predicted: bytes(3) },
          ],
        });
        for (const table of tables) expect(countRows(table)).toEqual(countRows(added));
      }),
    );
  });

  it('tabulates into a sparse map where a dense table would be too large', () => {
    const labels = Array.from({ length: 2100 }, (_, index) => `c${index}`);
    const truth = Int16Array.of(0, 2099, 2099, 5000);
    const [counts] = tabulate({ attributes: [], groups: [], tasks: [{ labels, truth, predicted: truth }] });
    expect(counts && countRows(counts)).toEqual([
      { group: {}, truth: 'c0', predicted: 'c0', n: 1 },
      { group: {}, truth: 'c2099', predicted: 'c2099', n: 2 },
    ]);
  });
});
