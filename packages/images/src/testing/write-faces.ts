import { writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';

export interface TestRow {
  bytes: Uint8Array | null;
  path: string | null;
  gender: number | null;
}

export interface TestFile {
  codec?: 'SNAPPY' | 'UNCOMPRESSED' | 'GZIP' | 'BROTLI';
  rowGroupSize?: number;
  pageSize?: number;
  features?: object;
}

/** Images as published data sets have them: a structure of bytes and path, and a class as an integer. */
const schema: SchemaElement[] = [
  { name: 'root', num_children: 2 },
  { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
  { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'gender', type: 'INT64', repetition_type: 'OPTIONAL' },
];

/** The bytes of a Parquet file with these rows. */
export function facesFile(
  rows: readonly TestRow[],
  { codec = 'SNAPPY', rowGroupSize = 4, pageSize, features }: TestFile = {},
): Uint8Array {
  const buffer = parquetWriteBuffer({
    schema,
    codec,
    rowGroupSize,
    ...(pageSize === undefined ? {} : { pageSize }),
    compressors: { GZIP: (input) => gzipSync(input), BROTLI: (input) => brotliCompressSync(input) },
    ...(features === undefined
      ? {}
      : { kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }] }),
    columnData: [
      {
        name: 'image',
        data: rows.map(({ bytes, path }) => ({ bytes: bytes ?? undefined, path: path ?? undefined })),
      },
      { name: 'gender', data: rows.map(({ gender }) => (gender === null ? undefined : BigInt(gender))) },
    ],
  });
  return new Uint8Array(buffer);
}

export function writeFaces(file: string, rows: readonly TestRow[], options?: TestFile): void {
  writeFileSync(file, facesFile(rows, options));
}
