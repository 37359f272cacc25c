import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.js';
import { facesFile, type TestRow, writeFaces } from '../testing/write-faces.js';
import { ColumnReader } from './column-reader.js';
import { openParquet } from './open-parquet.js';

const rows: TestRow[] = Array.from({ length: 23 }, (_, index) => ({
  // Some that compress, some that do not, some that are the same, one that is not there.
  bytes: index === 5 ? null : index % 4 === 0 ? Buffer.alloc(900, 7) : randomBytes(700 + 13 * index),
  path: index % 3 === 0 ? null : `a/${index}.jpg`,
  gender: index === 9 ? null : index % 2,
}));

function read(path: string, column: string): unknown[] {
  return [...new ColumnReader(openParquet(path), column).runs()].flatMap(({ values }) =>
    values.map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value)),
  );
}

describe('ColumnReader', () => {
  it.each(['SNAPPY', 'UNCOMPRESSED', 'GZIP', 'BROTLI'] as const)('reads %s', (codec) => {
    using folder = temporaryFolder();
    for (const options of [
      { codec },
      { codec, rowGroupSize: 7, pageSize: 1_000 },
      { codec, rowGroupSize: 100 },
    ]) {
      const path = folder.at('faces.parquet');
      writeFaces(path, rows, options);
      expect(read(path, 'image.bytes')).toEqual(
        rows.map(({ bytes }) => (bytes === null ? null : Buffer.from(bytes).toString('base64'))),
      );
      expect(read(path, 'image.path')).toEqual(
        rows.map((row) => (row.path === null ? null : Buffer.from(row.path).toString('base64'))),
      );
      expect(read(path, 'gender')).toEqual(
        rows.map(({ gender }) => (gender === null ? null : BigInt(gender))),
      );
    }
  });

  it('agrees with the library that reads whole files', async () => {
    using folder = temporaryFolder();
    const path = folder.at('faces.parquet');
    writeFaces(path, rows, { rowGroupSize: 5, pageSize: 2_000 });
    const whole = await parquetReadObjects({ file: await asyncBufferFromFile(path), compressors });
    expect(read(path, 'gender')).toEqual(whole.map((row) => row['gender'] ?? null));
  });

  it('finds any row, a page at a time', () => {
    using folder = temporaryFolder();
    const path = folder.at('faces.parquet');
    writeFaces(path, rows, { rowGroupSize: 7, pageSize: 1_000 });
    const reader = new ColumnReader(openParquet(path), 'image.bytes');
    for (const row of [22, 0, 13, 13, 7, 6, 21, 5]) {
      const run = reader.runAt(row);
      expect(run.values.length).toBeLessThan(7);
      const value = run.values[row - run.firstRow];
      expect(value === null ? null : Buffer.from(value as Uint8Array)).toEqual(
        rows[row]?.bytes === null ? null : Buffer.from(rows[row]?.bytes ?? []),
      );
    }
    expect(() => reader.runAt(23)).toThrow(/there is no row 23/);
  });

  it('says in which rows a page is damaged', () => {
    using folder = temporaryFolder();
    const path = folder.at('faces.parquet');
    const bytes = facesFile(rows, { rowGroupSize: 7 });
    writeFileSync(path, bytes);
    const [, second] = openParquet(path).groups;
    bytes.fill(0xff, second?.chunks[0]?.offset, (second?.chunks[0]?.offset ?? 0) + 60);
    writeFileSync(path, bytes);
    const reader = new ColumnReader(openParquet(path), 'image.bytes');
    expect(reader.runAt(3).firstRow).toBe(0);
    expect(() => reader.runAt(8)).toThrow(
      expect.objectContaining({
        code: 'malformed_parquet',
        message: expect.stringContaining('image.bytes in the row group of the rows 7 to 13 cannot be read'),
      }),
    );
    expect(reader.runAt(20).firstRow).toBe(14);
  });
});
