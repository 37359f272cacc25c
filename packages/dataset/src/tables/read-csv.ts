import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@evenhand/contracts';
import { parse } from 'csv-parse';
import { quoteList } from '../quote-list.js';
import { readText } from './read-text.js';
import type { TableRow } from './table-row.js';

/** A row is some cells of text. Longer than this, a quotation mark was opened and never closed. */
const MAX_ROW_BYTES = 1 << 20;
/** Header lines are short; what is longer is not a table. */
const MAX_HEADER_LENGTH = 1 << 16;

/**
 * Streams the rows of a CSV file with a header line: comma, semicolon or tab (found in the header where
 * `delimiter` is left out), quoted cells that may span lines, any line ending. Blank rows are skipped. Throws a
 * UserError `malformed_table` that names the line.
 */
export async function* readCsv(file: string, delimiter?: string): AsyncGenerator<TableRow> {
  const separator = delimiter ?? sniffDelimiter(await readFirstLine(file));
  const parser = parse({
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    // A quotation mark inside an unquoted cell (5" disk) is a character, as it is to other readers.
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
  });
  let line = 1;
  let header: string[] | undefined;
  try {
    // The parser hands on what fails while it is fed, so that this promise needs no second handler.
    pipeline(Readable.from(readText(file)), parser).catch(() => {});
    for await (const cells of parser as AsyncIterable<string[]>) {
      const start = line;
      line += 1 + countNewlines(cells);
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (header === undefined) header = readHeader(cells, file);
      else yield { line: start, cells: nameCells(header, cells, `${file}, line ${start}`) };
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('CSV_'))) throw cause;
    throw new UserError({
      code: 'malformed_table',
      message: `${file}, line ${line}: ${cause.code === 'CSV_QUOTE_NOT_CLOSED' || cause.code === 'CSV_MAX_RECORD_SIZE' ? 'a quotation mark opens in this row and is never closed' : cause.message}.`,
      cause,
    });
  }
}

async function readFirstLine(file: string): Promise<string> {
  let text = '';
  for await (const chunk of readText(file)) {
    text += chunk;
    if (/\S[^\r\n]*[\r\n]/.test(text) || text.length > MAX_HEADER_LENGTH) break;
  }
  return text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
}

/** The separator that occurs most often in the header outside quotation marks; a comma where none does. */
function sniffDelimiter(header: string): string {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

function readHeader(cells: readonly string[], file: string): string[] {
  const header = cells.map((cell) => cell.trim());
  const twice = header.filter((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice.length > 0) {
    throw new UserError({
      code: 'malformed_table',
      message: `${file}: the header names the column ${quoteList([...new Set(twice)])} twice.`,
    });
  }
  return header;
}

function nameCells(header: readonly string[], cells: readonly string[], place: string): Map<string, string> {
  const surplus = cells.slice(header.length).some((cell) => cell.trim() !== '');
  if (cells.length < header.length || surplus) {
    throw new UserError({
      code: 'malformed_table',
      message: `${place}: ${cells.length} cells where the header has ${header.length}.`,
      hint: 'Cells that hold the separator need quotation marks. A file that ends too early is cut short.',
    });
  }
  const named = new Map<string, string>();
  for (const [index, name] of header.entries()) {
    // Spreadsheets write nameless columns at the end, data frames a nameless index at the start.
    if (name !== '') named.set(name, cells[index] ?? '');
  }
  return named;
}

function countNewlines(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
  }
  return count;
}
