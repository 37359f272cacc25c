import { readFile } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';
import { readSheet } from 'read-excel-file/node';
import { cellText } from './cell-text.js';
import type { CsvRecord } from './parse-csv.js';
import { unpackedSize } from './unpacked-size.js';

/** A sheet is read as a whole, as XML in memory: a million rows of ten cells are about so many bytes. */
const MOST_BYTES = 512 << 20;

interface Sheet {
  columns: string[];
  records: CsvRecord[];
}

/**
 * The first sheet of an Excel workbook; its first row that is not blank is the header. Numbers and dates come as
 * text: a label that the spreadsheet has made a date of is that date, `2024-09-03`.
 *
 * @throws UserError `malformed_table`, `table_too_large`
 */
export async function readXlsx(file: string): Promise<Sheet> {
  const bytes = await readFile(file);
  const size = unpackedSize(bytes);
  if (size !== undefined && size > MOST_BYTES) {
    throw new UserError({
      code: 'table_too_large',
      message: `${file} is ${Math.round(size / 2 ** 20).toLocaleString('en-US')} MB when unpacked, more than a workbook is read with.`,
      hint: 'Save the sheet as "CSV UTF-8": that is read row by row.',
    });
  }
  const rows = await readRows(file, bytes);
  const start = rows.findIndex((cells) => cells.some((cell) => cell.trim() !== ''));
  const columns = (rows[start] ?? []).map((cell) => cell.trim());
  const records = rows
    .map((cells, index) => ({ line: index + 1, cells }))
    .slice(start + 1)
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new UserError({
      code: 'malformed_table',
      message: `${file}: the header names the column "${twice}" twice.`,
    });
  }
  return { columns, records };
}

async function readRows(file: string, bytes: Buffer): Promise<string[][]> {
  try {
    const sheet = await readSheet(bytes, { trim: false });
    return sheet.map((row) => row.map(cellText));
  } catch (cause) {
    throw new UserError({
      code: 'malformed_table',
      message: `${file} is not an Excel workbook that can be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: 'Save the sheet as "CSV UTF-8".',
      cause,
    });
  }
}
