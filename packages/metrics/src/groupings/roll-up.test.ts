import { isUserError } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellSpec, GroupAttribute } from '../counts/cell-space.js';
import { type CountRow, countsFromRows } from '../counts/count-rows.js';
import { mergeCounts } from '../counts/merge-counts.js';
import { groupingCells } from './grouping-cells.js';
import { listGroupings } from './list-groupings.js';
import { rollUp } from './roll-up.js';

const spec: CellSpec = {
  attributes: [
    { name: 'race', labels: ['x', 'y', 'z'] },
    { name: 'gender', labels: ['f', 'm'] },
    { name: 'age', labels: ['0', '1'] },
  ],
  labels: ['a', 'b'],
};
const row: fc.Arbitrary<CountRow> = fc.record({
  group: fc.record({
    race: fc.constantFrom('x', 'y', 'z'),
    gender: fc.constantFrom('f', 'm'),
    age: fc.constantFrom('0', '1'),
  }),
  truth: fc.constantFrom('a', 'b'),
  predicted: fc.constantFrom('a', 'b'),
  n: fc.integer({ min: 1, max: 50 }),
});
const table = fc.array(row, { maxLength: 40 }).map((rows) => countsFromRows(spec, rows));
const groupings = [[], ...listGroupings(spec.attributes)];

const sum = (parts: readonly Float64Array[]): number[] =>
  [0, 1, 2, 3].map((cell) => parts.reduce((total, part) => total + (part[cell] ?? 0), 0));

describe('groupings', () => {
  it('are every attribute and every intersection of up to three', () => {
    expect(listGroupings(spec.attributes)).toEqual([
      ['race'],
      ['gender'],
      ['age'],
      ['race', 'gender'],
      ['race', 'age'],
      ['gender', 'age'],
      ['race', 'gender', 'age'],
    ]);
    expect(listGroupings([])).toEqual([]);
    const six = (labels: number): GroupAttribute[] =>
      [...'abcdef'].map((name) => ({
        name,
        labels: Array.from({ length: labels }, (_, index) => `${index}`),
      }));
    expect(listGroupings(six(2)).length).toBe(6 + 15 + 20);
    // 6·4 + 15·16 slices are kept; 20·64 more would be too many.
    expect(listGroupings(six(4)).length).toBe(6 + 15);
  });

  it('hold every label combination, the last attribute changing fastest', () => {
    const { groups } = groupingCells(countsFromRows(spec, []).space, ['gender', 'age']);
    expect(groups).toEqual([
      { gender: 'f', age: '0' },
      { gender: 'f', age: '1' },
      { gender: 'm', age: '0' },
      { gender: 'm', age: '1' },
    ]);
  });

  it('refuse attributes that are not declared, or twice', () => {
    const { space } = countsFromRows(spec, []);
    for (const by of [['height'], ['race', 'race']]) {
      let caught: unknown;
      try {
        groupingCells(space, by);
      } catch (error) {
        caught = error;
      }
      expect(isUserError(caught) && caught.code).toBe('unknown_attribute');
    }
  });

  it('add up to the whole, and roll up merged tables as the sum of the parts', () => {
    fc.assert(
      fc.property(table, table, (a, b) => {
        const [whole] = rollUp(a, groupingCells(a.space, []));
        const both = mergeCounts(a, b);
        for (const by of groupings) {
          const cells = groupingCells(a.space, by);
          expect(sum(rollUp(a, cells))).toEqual([...(whole ?? [])]);
          const [one, two] = [rollUp(a, cells), rollUp(b, cells)];
          for (const [g, matrix] of rollUp(both, cells).entries()) {
            expect([...matrix]).toEqual(sum([one[g] ?? new Float64Array(4), two[g] ?? new Float64Array(4)]));
          }
        }
      }),
    );
  });

  it('leave out images that lack a label, in that grouping only', () => {
    const counts = countsFromRows(spec, [
      { group: { race: 'x', gender: null, age: '0' }, truth: 'a', predicted: 'a', n: 3 },
    ]);
    const images = (by: string[]): number => sum(rollUp(counts, groupingCells(counts.space, by)))[0] ?? 0;
    expect([images([]), images(['race']), images(['gender']), images(['race', 'gender'])]).toEqual([
      3, 3, 0, 0,
    ]);
  });
});
