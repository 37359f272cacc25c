import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCsv } from './read-csv.js';
import { parquetColumns, readableColumns, readParquet } from './read-parquet.js';

/** Written by DuckDB, with make.sql beside them. */
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../fixtures/parquet/${name}`, import.meta.url));

function cellsOf(file: string): string[][] {
  return [...readParquet(file, parquetColumns(file))].flatMap(({ records }) =>
    records.map(({ cells }) => cells),
  );
}

describe('Parquet files of another writer', () => {
  test.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4'])(
    'are read as that writer reads them (%s)',
    async (codec) => {
      const expected: string[][] = [];
      for await (const { cells } of readCsv(fixture('expected.csv'))) expected.push([...cells.values()]);
      expect(expected).toHaveLength(60);
      expect(cellsOf(fixture(`${codec}.parquet`))).toEqual(expected);
    },
  );

  test('are refused with what to do where their encodings are not read', () => {
    expect(() => cellsOf(fixture('delta.parquet'))).toThrow(
      expect.objectContaining({
        code: 'unsupported_parquet',
        message: expect.stringMatching(/image in the row group .* DELTA_LENGTH_BYTE_ARRAY is not read here/),
        hint: expect.stringContaining('pyarrow'),
      }),
    );
  });

  test('may have columns that are not read beside those that are', () => {
    const names = parquetColumns(fixture('delta.parquet'));
    const readable = readableColumns(fixture('delta.parquet'), names);
    expect(names.filter((name) => !readable.includes(name))).toContain('image');
    expect(readableColumns(fixture('snappy.parquet'), names)).toEqual(names);
  });
});
