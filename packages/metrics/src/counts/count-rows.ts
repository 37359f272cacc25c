import { type CellSpec, groupOfCell } from './cell-space.js';
import { addCount, type CountTable, emptyCounts } from './count-table.js';

/** One non-empty cell of a count table, in names: what a database or a CSV file stores. */
export interface CountRow {
  group: Record<string, string | null>;
  truth: string;
  predicted: string;
  n: number;
}

/** The table's non-empty cells, in a fixed order whatever the order of counting. */
export function countRows(table: CountTable): CountRow[] {
  const { labels } = table.space.spec;
  const size = labels.length;
  const keys = [...table.entries.keys()].sort((a, b) => a - b);
  return keys.map((key) => ({
    group: groupOfCell(table.space, Math.floor(key / (size * size))),
    truth: labels[Math.floor(key / size) % size] ?? '',
    predicted: labels[key % size] ?? '',
    n: table.entries.get(key) ?? 0,
  }));
}

/** The table of stored rows; rows of one cell add up. */
export function countsFromRows(spec: CellSpec, rows: Iterable<CountRow>): CountTable {
  const table = emptyCounts(spec);
  for (const row of rows) addCount(table, row, row.n);
  return table;
}
