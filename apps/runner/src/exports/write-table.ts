import { extname } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { replaceFile } from '../engine/replace-file.js';
import { version } from '../version.js';
import { type ColumnTable, csvPieces, jsonlPieces } from './column-table.js';

export const tableFormats = ['csv', 'jsonl', 'parquet'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** What a file's ending says. @throws UserError `unknown_format` */
export function tableFormatOf(file: string): TableFormat {
  const ending = extname(file).slice(1).toLowerCase();
  const format = tableFormats.find((name) => name === ending);
  if (format) return format;
  throw new UserError({
    code: 'unknown_format',
    message: `${file} does not end in a format that tables have.`,
    hint: `Use one of ${tableFormats.map((name) => `.${name}`).join(', ')}.`,
  });
}

/** Writes a table in one step. @throws UserError `cannot_write` */
export async function writeTable(file: string, format: TableFormat, table: ColumnTable): Promise<void> {
  await replaceFile(file, tableBytes(format, table));
}

function tableBytes(format: TableFormat, table: ColumnTable): Uint8Array {
  switch (format) {
    case 'csv':
      return Buffer.concat([...csvPieces(table)].map((piece) => Buffer.from(piece)));
    case 'jsonl':
      return Buffer.concat([...jsonlPieces(table)].map((piece) => Buffer.from(piece)));
    case 'parquet':
      return new Uint8Array(
        parquetWriteBuffer({
          columnData: table.columns.map(({ type, data }, index) => ({
            name: table.names[index] ?? '',
            // Its readers want 64-bit integers as such.
            data: type === 'INT64' ? data.map((value) => (value === null ? null : BigInt(value))) : data,
            type,
          })),
          createdBy: `evenhand ${version}`,
        }),
      );
  }
}
