import { extname } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { readCsv } from './read-csv.js';
import { readJsonl } from './read-jsonl.js';
import type { TableRow } from './table-row.js';

export interface TableFile {
  /** Absolute path. */
  file: string;
  format: 'csv' | 'jsonl';
  delimiter?: string | undefined;
}

/** Streams the rows of a label table. Throws a UserError `empty_table` where it has none. */
export async function* readTable({ file, format, delimiter }: TableFile): AsyncGenerator<TableRow> {
  let empty = true;
  for await (const row of format === 'jsonl' ? readJsonl(file) : readCsv(file, delimiter)) {
    empty = false;
    yield row;
  }
  if (empty) throw new UserError({ code: 'empty_table', message: `${file} has no rows.` });
}

const CSV = ['.csv', '.tsv', '.txt'];
const JSONL = ['.jsonl', '.ndjson'];

/** How a file is read as a table, by its extension; null where it is none. */
export function tableFormat(file: string): 'csv' | 'jsonl' | null {
  const extension = extname(file).toLowerCase();
  if (CSV.includes(extension)) return 'csv';
  return JSONL.includes(extension) ? 'jsonl' : null;
}
