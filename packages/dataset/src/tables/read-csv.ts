import { UserError } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';
import { CsvFault, CsvParser, type CsvRecord } from './parse-csv.js';
import { readText } from './read-text.js';
import type { TableRow } from './table-row.js';

/** Header lines are short; what is longer is not a table. */
const MAX_HEADER_LENGTH = 1 << 16;

/**
 * Streams the rows of a CSV file with a header line: comma, semicolon, tab or | (found in the header where `delimiter`
 * is left out), quoted cells that may span lines, any line ending. Blank rows are skipped. Throws a
 * UserError `malformed_table` that names the line.
 */
export async function* readCsv(file: string, delimiter?: string): AsyncGenerator<TableRow> {
  let header: readonly string[] | undefined;
  for await (const { columns, records } of readCsvRecords(file, delimiter)) {
    header ??= columns;
    for (const { line, cells } of records) yield { line, cells: nameCells(header, cells) };
  }
}

/** Some rows of a table, read together. */
export interface RecordBatch {
  /** Names of the columns, in the order of the cells; a column without a name is ''. */
  columns: readonly string[];
  /** Rows with at least as many cells as there are columns, without blank rows. */
  records: CsvRecord[];
  /** Characters of the text up to here. */
  read: number;
}

/** As {@link readCsv}, many rows at a time and by position, for tables of millions of rows. */
export async function* readCsvRecords(file: string, delimiter?: string): AsyncGenerator<RecordBatch> {
  const first = await readFirstLine(file);
  /** Excel's own line above the header, `sep=;`. */
  const stated = /^"?sep=(.)"?$/i.exec(first)?.[1];
  const parser = new CsvParser(delimiter ?? stated ?? sniffDelimiter(first));
  let isAboveHeader = stated !== undefined;
  let columns: readonly string[] | undefined;
  let read = 0;
  const batch = (text: string, isLast: boolean): RecordBatch | undefined => {
    const records: CsvRecord[] = [];
    for (const record of parse(parser, text, { isLast, file })) {
      if (record.cells.every((cell) => cell.trim() === '')) continue;
      if (isAboveHeader) isAboveHeader = false;
      else if (columns === undefined) columns = readHeader(record.cells, file);
      else records.push(checkWidth(record, columns, file));
    }
    return columns === undefined ? undefined : { columns, records, read };
  };
  for await (const text of readText(file)) {
    read += text.length;
    const found = batch(text, false);
    if (found) yield found;
  }
  const last = batch('', true);
  if (last) yield last;
}

function parse(
  parser: CsvParser,
  text: string,
  { isLast, file }: { isLast: boolean; file: string },
): CsvRecord[] {
  try {
    return parser.push(text, isLast);
  } catch (cause) {
    if (!(cause instanceof CsvFault)) throw cause;
    throw new UserError({
      code: 'malformed_table',
      message: `${file}, line ${cause.line}: ${cause.message}.`,
      cause,
    });
  }
}

async function readFirstLine(file: string): Promise<string> {
  let text = '';
  for await (const chunk of readText(file)) {
    text = (text + chunk).trimStart();
    if (/[\r\n]/.test(text) || text.length > MAX_HEADER_LENGTH) break;
  }
  return text.split(/[\r\n]/, 1)[0] ?? '';
}

/** The separator that occurs most often in the header outside quotation marks; a comma where none does. */
function sniffDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({
    delimiter,
    count: bare.split(delimiter).length,
  }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function readHeader(cells: readonly string[], file: string): string[] {
  const header = cells.map((cell) => cell.trim());
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of header) {
    if (name !== '' && seen.has(name)) twice.add(name);
    seen.add(name);
  }
  if (twice.size > 0) {
    throw new UserError({
      code: 'malformed_table',
      message: `${file}: the header names the column ${quoteList([...twice])} twice.`,
      hint: 'Give each column its own name. A table without a header needs one as its first line.',
    });
  }
  return header;
}

function checkWidth(record: CsvRecord, header: readonly string[], file: string): CsvRecord {
  const { line, cells } = record;
  if (cells.length === header.length) return record;
  const surplus = cells.slice(header.length).some((cell) => cell.trim() !== '');
  if (cells.length > header.length && !surplus) return record;
  throw new UserError({
    code: 'malformed_table',
    message: `${file}, line ${line}: ${cells.length} cells where the header has ${header.length}.`,
    hint: 'Cells that hold the separator need quotation marks, and nothing may stand above the header. A file that ends too early is cut short.',
  });
}

function nameCells(header: readonly string[], cells: readonly string[]): Map<string, string> {
  const named = new Map<string, string>();
  for (const [index, name] of header.entries()) {
    // Spreadsheets write nameless columns at the end, data frames a nameless index at the start.
    if (name !== '') named.set(name, cells[index] ?? '');
  }
  return named;
}
