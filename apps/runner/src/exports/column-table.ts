import { quotedCell } from '@evenhand/report';

/** A table by columns; null is an absent value. */
export interface ColumnTable {
  names: string[];
  columns: Column[];
  rows: number;
}

export type Column =
  | { type: 'STRING'; data: (string | null)[] }
  | { type: 'INT32' | 'INT64' | 'FLOAT'; data: (number | null)[] };

/** Rows that are made into text together. */
const CHUNK = 4096;

/** The table as CSV, in pieces; absent values are empty cells. */
export function* csvPieces({ names, columns, rows }: ColumnTable): Generator<string> {
  yield `${names.map(quotedCell).join(',')}\n`;
  for (let start = 0; start < rows; start += CHUNK) {
    let text = '';
    for (let row = start; row < Math.min(rows, start + CHUNK); row += 1) {
      text += `${columns.map(({ data }) => quotedCell(String(data[row] ?? ''))).join(',')}\n`;
    }
    yield text;
  }
}

/** The table as JSON Lines, in pieces. */
export function* jsonlPieces({ names, columns, rows }: ColumnTable): Generator<string> {
  for (let row = 0; row < rows; row += 1) {
    yield `${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, columns[index]?.data[row] ?? null])))}\n`;
  }
}

/** A name that is not taken, `group_2` where `group` is. */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number += 1) free = `${name}_${number}`;
  return free;
}
