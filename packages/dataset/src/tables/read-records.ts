import { open, stat } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';
import { fileError } from '@evenhand/images';
import { cellText } from './cell-text.js';
import { fieldAt, fieldNames } from './json-fields.js';
import type { CsvRecord } from './parse-csv.js';
import { readCsvRecords } from './read-csv.js';
import { readJsonlObjects } from './read-jsonl.js';
import { parquetColumns, readableColumns, readParquet } from './read-parquet.js';
import { readXlsx, type Sheet } from './read-xlsx.js';

/** A table in any format that predictions come in. */
export type RecordSource =
  | { file: string; format: 'csv' | 'jsonl' | 'parquet' }
  /** A workbook is read as a whole, once. */
  | { file: string; format: 'xlsx'; sheet: Sheet };

export interface Records {
  /** One cell for each column that was asked for, as text; empty where there is nothing. */
  records: CsvRecord[];
  /** How much of the file has been read, 0 … 1. */
  progress: number;
}

/** Rows of JSON Lines that are put together. */
const BATCH = 1000;
/** Of lines of JSON: more are keys that differ from line to line, such as names of samples. */
const MAX_COLUMNS = 10_000;

/**
 * What a file is, by what is in it: a name says little (`predictions.txt`, `predictions`).
 *
 * @param sheet which one of a workbook; the first where left out
 * @throws UserError `file_not_found`, `file_unreadable`, `empty_table`, `no_sheets`, and those of `readXlsx`
 */
export async function findRecords(file: string, sheet?: string): Promise<RecordSource> {
  const found = await detect(file, sheet);
  if (sheet === undefined || found.format === 'xlsx') return found;
  throw new UserError({
    code: 'no_sheets',
    message: `${file} is no Excel workbook: it has no sheet "${sheet}".`,
    hint: 'Leave out --sheet.',
  });
}

async function detect(file: string, sheet: string | undefined): Promise<RecordSource> {
  const start = await firstBytes(file);
  if (start.length === 0) throw new UserError({ code: 'empty_table', message: `${file} is empty.` });
  if (start.toString('latin1', 0, 4) === 'PAR1') return { file, format: 'parquet' };
  if (start.toString('latin1', 0, 4) === 'PK\u0003\u0004')
    return { file, format: 'xlsx', sheet: await readXlsx(file, sheet) };
  const text = start
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text.startsWith('[') && /^\[\s*\{/.test(text)) {
    throw new UserError({
      code: 'malformed_table',
      message: `${file} is a JSON list, which is read as a whole or not at all.`,
      hint: 'Write JSON Lines, one object on each line: jq -c ".[]" FILE > FILE.jsonl, or pandas to_json(orient="records", lines=True).',
    });
  }
  return { file, format: text.startsWith('{') ? 'jsonl' : 'csv' };
}

async function firstBytes(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).isDirectory()) {
      throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
    }
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw fileError(error, file);
  }
}

/**
 * The columns of a table and its first rows. Lines of JSON have those columns that occur in these rows; of structures
 * the fields are columns, `scores.Male`. What cannot be read of a Parquet file is empty here: it is refused where it is
 * asked for.
 */
export async function peekRecords(
  source: RecordSource,
  rows: number,
): Promise<{ columns: string[]; records: CsvRecord[] }> {
  const columns = await columnsOf(source, rows);
  const readable = source.format === 'parquet' ? readableColumns(source.file, columns) : columns;
  const found: CsvRecord[] = [];
  for await (const { records } of readRecords(source, readable)) {
    for (const record of pick(records.slice(0, rows - found.length), readable, columns)) found.push(record);
    if (found.length === rows) break;
  }
  return { columns, records: found };
}

async function columnsOf(source: RecordSource, rows: number): Promise<string[]> {
  const { file, format } = source;
  const named = (columns: readonly string[]): string[] => columns.filter((name) => name !== '');
  switch (format) {
    case 'csv':
      for await (const { columns } of readCsvRecords(file)) return named(columns);
      return [];
    case 'parquet':
      return parquetColumns(file);
    case 'xlsx':
      return named(source.sheet.columns);
    case 'jsonl': {
      const columns = new Set<string>();
      let seen = 0;
      for await (const { value } of readJsonlObjects(file)) {
        for (const name of fieldNames(value)) columns.add(name);
        if (columns.size > MAX_COLUMNS) throw tooManyColumns(file);
        seen += 1;
        if (seen === rows) break;
      }
      return [...columns];
    }
  }
}

function tooManyColumns(file: string): UserError {
  return new UserError({
    code: 'malformed_table',
    message: `${file}: its lines have more than ${MAX_COLUMNS.toLocaleString('en-US')} different keys.`,
    hint: 'JSON Lines has one object for each sample, with the same keys in each.',
  });
}

/**
 * Streams some columns of a table, in the order asked for. A column that is not there is empty. Structures and lists of
 * JSON Lines come as JSON text where they are asked for as a whole.
 *
 * @throws UserError `malformed_table`, `malformed_parquet`, `not_text`, `file_not_found` …
 */
export async function* readRecords(
  source: RecordSource,
  columns: readonly string[],
): AsyncGenerator<Records> {
  const { file, format } = source;
  switch (format) {
    case 'csv':
      return yield* readCsvColumns(file, columns);
    case 'jsonl':
      return yield* readJsonlColumns(file, columns);
    case 'parquet':
      return yield* readParquet(file, columns);
    case 'xlsx': {
      const { sheet } = source;
      yield { records: pick(sheet.records, sheet.columns, columns), progress: 1 };
    }
  }
}

async function* readCsvColumns(file: string, wanted: readonly string[]): AsyncGenerator<Records> {
  const { size } = await stat(file);
  for await (const { columns, records, read } of readCsvRecords(file)) {
    yield { records: pick(records, columns, wanted), progress: Math.min(1, read / size) };
  }
}

function pick(
  records: readonly CsvRecord[],
  columns: readonly string[],
  wanted: readonly string[],
): CsvRecord[] {
  const places = wanted.map((name) => columns.indexOf(name));
  return records.map(({ line, cells }) => {
    const picked: string[] = [];
    for (const place of places) picked.push(cells[place] ?? '');
    return { line, cells: picked };
  });
}

async function* readJsonlColumns(file: string, wanted: readonly string[]): AsyncGenerator<Records> {
  const { size } = await stat(file);
  let records: CsvRecord[] = [];
  let read = 0;
  for await (const { line, value, length } of readJsonlObjects(file)) {
    read += length;
    records.push({
      line,
      cells: wanted.map((name) => cellText(fieldAt(value, name))),
    });
    if (records.length === BATCH) {
      yield { records, progress: Math.min(1, read / size) };
      records = [];
    }
  }
  yield { records, progress: 1 };
}
