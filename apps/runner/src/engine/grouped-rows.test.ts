import {
  emptyRunTables,
  type PredictedRow,
  type RunShape,
  scoresToJson,
  tabulateRows,
} from '@evenhand/metrics';
import { expect, test } from 'vitest';
import { GroupedRows } from './grouped-rows.js';

const shape: RunShape = {
  attributes: [{ name: 'light', labels: ['dawn', 'noon'] }],
  tasks: [
    { name: 'species', kind: 'nominal', labels: ['ash', 'elm'], attribute: 'species' },
    { name: 'size', kind: 'nominal', labels: ['small', 'medium', 'large'], attribute: 'size' },
    { name: 'shape', kind: 'nominal', labels: ['round', 'long'], attribute: null },
  ],
};

const groups = [{ light: 'dawn' }, { light: null }, { light: 'noon' }];

/** With and without truth and scores, group by group in turns. */
function rowOf(index: number): PredictedRow {
  const task = index % 3;
  const high = 0.5 + (index % 41) / 100;
  const scores = task === 1 ? [high, (1 - high) / 2, (1 - high) / 2] : [high, 1 - high];
  return {
    task,
    labels: groups[index % 7 === 6 ? 1 : index % 2 === 0 ? 0 : 2] ?? {},
    truth: index % 5 === 4 ? null : index % 2,
    predicted: 0,
    scores: index % 11 === 10 ? null : scores,
  };
}

test('rows count the same group by group as one by one', () => {
  const rows = Array.from({ length: 1000 }, (_, index) => rowOf(index));
  const tables = emptyRunTables(shape);
  const grouped = new GroupedRows(tables, shape);
  for (const [index, row] of rows.entries()) {
    grouped.add(row);
    if (index === 333) grouped.flush();
  }
  grouped.flush();
  const expected = tabulateRows(shape, rows);
  expect(tables.excluded).toEqual(expected.excluded);
  expect(tables.counts).toEqual(expected.counts);
  expect(tables.scores.map(scoresToJson)).toEqual(expected.scores.map(scoresToJson));
});
