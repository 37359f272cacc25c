import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { UserError } from '@evenhand/contracts';
import { readSheet } from 'read-excel-file/node';
import { nearestLabel } from '../labels/nearest-label.js';
import { quoteList } from '../quote-list.js';
import { cellText } from './cell-text.js';
import type { CsvRecord } from './parse-csv.js';
import { storedZip, unzip, ZipTooLarge } from './unzip.js';

/** A sheet is read as a whole, as XML in memory: a million rows of ten cells are about so many bytes. */
const MOST_BYTES = 512 << 20;

export interface Sheet {
  /** Names of all sheets of the workbook. */
  sheets: string[];
  /** Which one this is. */
  name: string;
  columns: string[];
  records: CsvRecord[];
}

/**
 * A sheet of an Excel workbook, the first one where none is named; its first row that is not blank is the header.
 * Numbers and dates come as text: a label that the spreadsheet has made a date of is that date, `2024-09-03`.
 *
 * @throws UserError `malformed_table`, `table_too_large`, `unknown_sheet`
 */
export async function readXlsx(file: string, wanted?: string): Promise<Sheet> {
  const parts = await unpack(file);
  const sheets = sheetNames(parts);
  const name = wanted ?? sheets[0] ?? '';
  if (wanted !== undefined && !sheets.includes(wanted)) throw unknownSheet(file, { wanted, sheets });
  const rows = await readRows(file, { parts, name: wanted });
  const start = rows.findIndex((cells) => cells.some((cell) => cell.trim() !== ''));
  const columns = (rows[start] ?? []).map((cell) => cell.trim());
  const records = rows
    .map((cells, index) => ({ line: index + 1, cells }))
    .slice(start + 1)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const twice = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index);
  if (twice !== undefined) {
    throw new UserError({
      code: 'malformed_table',
      message: `${file}: the header names the column "${twice}" twice.`,
      hint: 'Give each column its own name. A table without a header needs one as its first line.',
    });
  }
  return { sheets, name, columns, records };
}

/** The XML of a workbook; pictures and what else there may be stay packed. */
async function unpack(file: string): Promise<Map<string, Buffer>> {
  const bytes = await readFile(file);
  try {
    return await unzip(bytes, { most: MOST_BYTES, isWanted: (name) => /\.(?:xml|rels)$/.test(name) });
  } catch (cause) {
    if (!(cause instanceof ZipTooLarge)) throw noWorkbook(file, cause);
    throw new UserError({
      code: 'table_too_large',
      message: `${file} is more than ${MOST_BYTES >> 20} MB when unpacked, more than a workbook is read with.`,
      hint: 'Save the sheet as "CSV UTF-8": that is read row by row.',
    });
  }
}

function sheetNames(parts: ReadonlyMap<string, Buffer>): string[] {
  const workbook = parts.get('xl/workbook.xml')?.toString('utf8') ?? '';
  const names = workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"/g);
  return [...names].map(([, name = '']) => unescaped(name));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? whole);
}

async function readRows(
  file: string,
  { parts, name }: { parts: ReadonlyMap<string, Buffer>; name: string | undefined },
): Promise<string[][]> {
  try {
    // The library's own unzipping waits for ever where an archive is damaged.
    const archive = Readable.from(storedZip(parts), { objectMode: false });
    const sheet = await readSheet(archive, name ?? 1, { trim: false });
    return sheet.map((row) => row.map(cellText));
  } catch (cause) {
    throw noWorkbook(file, cause);
  }
}

function noWorkbook(file: string, cause: unknown): UserError {
  return new UserError({
    code: 'malformed_table',
    message: `${file} is not an Excel workbook that can be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    hint: 'Save the sheet as "CSV UTF-8".',
    cause,
  });
}

function unknownSheet(
  file: string,
  { wanted, sheets }: { wanted: string; sheets: readonly string[] },
): UserError {
  const nearest = nearestLabel(wanted, sheets);
  return new UserError({
    code: 'unknown_sheet',
    message: `${file} has no sheet "${wanted}".`,
    hint: `${nearest === null ? '' : `Did you mean "${nearest}"? `}Its sheets are ${quoteList(sheets, 40)}.`,
  });
}
