import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** Rows as FairFace is published: an image, three classes as integers, and a yes or no. */
export interface FaceRow {
  bytes: Uint8Array | null;
  path?: string | null;
  age?: number | null;
  gender?: number | null;
  race?: number | null;
  service_test?: boolean;
}

/** The classes in the order of the published data set, which is none of the models'. */
export const CLASSES = {
  age: ['0-2', '3-9', '10-19', '20-29', '30-39', '40-49', '50-59', '60-69', 'more than 70'],
  gender: ['Male', 'Female'],
  race: ['East Asian', 'Indian', 'Black', 'White', 'Middle Eastern', 'Latino_Hispanic', 'Southeast Asian'],
};

export interface FacesOptions {
  /** The names of the classes in the file's metadata; null for none. */
  classes?: Readonly<Record<string, readonly string[]>> | null;
  codec?: 'SNAPPY' | 'UNCOMPRESSED';
  rowGroupSize?: number;
  pageSize?: number;
}

const schema: SchemaElement[] = [
  { name: 'schema', num_children: 5 },
  { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
  { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'age', type: 'INT64', repetition_type: 'OPTIONAL' },
  { name: 'gender', type: 'INT64', repetition_type: 'OPTIONAL' },
  { name: 'race', type: 'INT64', repetition_type: 'OPTIONAL' },
  { name: 'service_test', type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
];

/** The bytes of a Parquet file as the library `datasets` writes one. */
export function parquetFaces(rows: readonly FaceRow[], options: FacesOptions = {}): Uint8Array {
  const { classes = CLASSES, codec = 'SNAPPY', rowGroupSize = 5, pageSize = 4_000 } = options;
  const features = {
    image: { _type: 'Image' },
    ...Object.fromEntries(
      Object.entries(classes ?? {}).map(([name, names]) => [name, { names, _type: 'ClassLabel' }]),
    ),
    service_test: { dtype: 'bool', _type: 'Value' },
  };
  const numbers = (name: 'age' | 'gender' | 'race'): (bigint | undefined)[] =>
    rows.map((row) => {
      const value = row[name];
      return value === null ? undefined : BigInt(value ?? 0);
    });
  return new Uint8Array(
    parquetWriteBuffer({
      schema,
      codec,
      rowGroupSize,
      pageSize,
      ...(classes === null
        ? {}
        : { kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features } }) }] }),
      columnData: [
        {
          name: 'image',
          data: rows.map(({ bytes, path }) => ({ bytes: bytes ?? undefined, path: path ?? undefined })),
        },
        { name: 'age', data: numbers('age') },
        { name: 'gender', data: numbers('gender') },
        { name: 'race', data: numbers('race') },
        { name: 'service_test', data: rows.map((row) => row.service_test ?? false) },
      ],
    }),
  );
}
