import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isUserError } from '@evenhand/contracts';
import { type FileMetaData, parquetMetadata, type SchemaElement } from 'hyparquet';
import { fileError } from '../file-error.js';
import { checkThrift } from './check-thrift.js';
import { type Meaning, meaningOf } from './meaning.js';
import { parquetError, unsupportedParquet } from './parquet-error.js';

/** A leaf column: a column of values, or a field of a structure. */
export interface ParquetColumn {
  /** Names from the top, joined with dots: `image.bytes`. */
  path: string;
  type: NonNullable<SchemaElement['type']>;
  /** Whether the bytes are text, as far as the file says. */
  text: boolean;
  /** Of whole numbers that stand for something else; null where they are what they are. */
  meaning: Meaning | null;
  /** Levels that can be absent; a value is there where all of them are. */
  maxDefinition: number;
  /** In a list or a map: several values for one row. */
  repeated: boolean;
}

/** One column's bytes in one row group; the range lies inside the file. */
export interface ColumnChunk {
  offset: number;
  length: number;
  codec: string;
}

export interface RowGroup {
  firstRow: number;
  rows: number;
  /** In the order of the file's columns. */
  chunks: ColumnChunk[];
}

export interface ParquetFile {
  path: string;
  /** Bytes. */
  size: number;
  rows: number;
  columns: ParquetColumn[];
  groups: RowGroup[];
  /** Key → value, as the writer left them: `huggingface` holds the features of a published data set. */
  metadata: ReadonlyMap<string, string>;
}

const MAGIC = 'PAR1';
/** A footer has some 150 bytes for each column of each row group: this is a million of them. */
const MAX_FOOTER = 64 << 20;
/** Fields and list entries of the footer: room for 100,000 columns of row groups. */
const MAX_VALUES = 4_000_000;
const MAX_COLUMNS = 2_000;
const MAX_NESTING = 16;

const raw = (bytes: unknown): unknown => bytes;
/** Statistics are not used; a shortened one of JSON must not make the footer unreadable. */
const RAW = {
  stringFromBytes: raw,
  jsonFromBytes: raw,
  geometryFromBytes: raw,
  geographyFromBytes: raw,
  uuidFromBytes: raw,
};

/**
 * Reads what a Parquet file says about itself: columns, row groups and metadata, no values. Every claim is checked
 * against the file before it is believed: offsets and lengths lie inside it, and row groups add up.
 *
 * @throws UserError `malformed_parquet`, `unsupported_parquet`, `file_not_found`, `file_unreadable`
 */
export function openParquet(path: string): ParquetFile {
  const { footer, size } = readFooter(path);
  try {
    checkThrift(footer.subarray(0, -8), { offset: 0, values: MAX_VALUES });
    return describe(path, parquetMetadata(footer, { geoparquet: false, parsers: RAW }), {
      size,
      end: size - footer.length,
    });
  } catch (cause) {
    // What is missing, or of another type than it should be, shows where it is used.
    if (isUserError(cause)) throw cause;
    throw parquetError(path, `its footer cannot be read (${reasonOf(cause)})`, cause);
  }
}

function describe(
  path: string,
  parsed: FileMetaData,
  { size, end }: { size: number; end: number },
): ParquetFile {
  const columns = readColumns(path, parsed.schema);
  const groups = readGroups(path, parsed, { columns, end });
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows !== Number(parsed.num_rows)) {
    throw parquetError(path, `it claims ${parsed.num_rows} rows and its row groups have ${rows}`);
  }
  const metadata = new Map<string, string>();
  for (const { key, value } of parsed.key_value_metadata ?? []) {
    if (typeof key === 'string' && typeof value === 'string') metadata.set(key, value);
  }
  return { path, size, rows, columns, groups, metadata };
}

/** The footer with its length and the closing magic. */
function readFooter(path: string): { footer: Uint8Array; size: number } {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const info = fstatSync(file);
    if (!info.isFile()) throw parquetError(path, 'it is not a file');
    const { size } = info;
    if (size < 12) throw parquetError(path, `a file of ${size} bytes is no Parquet file`);
    const ends = Buffer.alloc(12);
    readSync(file, ends, 0, 4, 0);
    readSync(file, ends, 4, 8, size - 8);
    const [first, last] = [ends.toString('latin1', 0, 4), ends.toString('latin1', 8, 12)];
    if (last === 'PARE') throw unsupportedParquet(path, 'it is encrypted');
    if (first !== MAGIC) throw parquetError(path, 'it does not begin as a Parquet file does');
    if (last !== MAGIC) throw parquetError(path, 'it does not end as a Parquet file does');
    const length = ends.readUInt32LE(4);
    if (length > size - 12) throw parquetError(path, `its footer claims ${length} of ${size} bytes`);
    if (length > MAX_FOOTER) throw unsupportedParquet(path, `its footer has ${length} bytes`);
    // Not from Node's pool: the parser looks at the whole buffer behind the bytes.
    const footer = new Uint8Array(length + 8);
    readSync(file, footer, 0, footer.length, size - footer.length);
    return { footer, size };
  } catch (error) {
    throw fileError(error, path);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readColumns(path: string, schema: readonly SchemaElement[]): ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  let next = 1;
  const visit = (element: SchemaElement, names: readonly string[], levels: Levels): void => {
    const here = {
      definition: levels.definition + (element.repetition_type === 'REQUIRED' ? 0 : 1),
      repeated: levels.repeated || element.repetition_type === 'REPEATED',
    };
    const count = element.num_children ?? 0;
    if (count > 0) {
      visitChildren(count, names, here);
    } else if (element.type === undefined) {
      throw parquetError(path, `its column ${names.join('.')} has no type`);
    } else {
      columns.push({
        path: names.join('.'),
        type: element.type,
        text:
          element.type === 'BYTE_ARRAY' &&
          (['UTF8', 'ENUM', 'JSON'].includes(element.converted_type ?? '') ||
            ['STRING', 'ENUM', 'JSON'].includes(element.logical_type?.type ?? '')),
        meaning: meaningOf(element),
        maxDefinition: here.definition,
        repeated: here.repeated,
      });
    }
  };
  const visitChildren = (count: number, names: readonly string[], levels: Levels): void => {
    if (names.length === MAX_NESTING) throw parquetError(path, 'its columns are nested too deep');
    for (let child = 0; child < count; child++) {
      const element = schema[next];
      if (element === undefined || next > MAX_COLUMNS) {
        throw parquetError(path, `its schema claims more columns than it has, or more than ${MAX_COLUMNS}`);
      }
      next += 1;
      visit(element, [...names, element.name ?? ''], levels);
    }
  };
  visitChildren(schema[0]?.num_children ?? 0, [], { definition: 0, repeated: false });
  if (columns.length === 0 || next !== schema.length) {
    throw parquetError(path, 'its schema does not add up');
  }
  return columns;
}

interface Levels {
  definition: number;
  repeated: boolean;
}

function readGroups(
  path: string,
  { row_groups }: FileMetaData,
  { columns, end }: { columns: readonly ParquetColumn[]; end: number },
): RowGroup[] {
  let firstRow = 0;
  return row_groups.map((group, number) => {
    const rows = wholeNumber(group.num_rows);
    if (rows === undefined || group.columns.length !== columns.length) {
      throw parquetError(path, `its row group ${number} has not the columns or rows of the file`);
    }
    const chunks = group.columns.map(({ meta_data: meta, file_path }, index): ColumnChunk => {
      const column = columns[index]?.path ?? '';
      if (file_path !== undefined) throw unsupportedParquet(path, `${column} lies in another file`);
      const offset = wholeNumber(startOf(meta));
      const length = wholeNumber(meta?.total_compressed_size);
      const names = meta?.path_in_schema.join('.');
      if (offset === undefined || length === undefined || names !== column || meta?.codec === undefined) {
        throw parquetError(path, `its row group ${number} says nothing sensible about ${column}`);
      }
      if (offset < MAGIC.length || offset + length > end) {
        throw parquetError(
          path,
          `${column} of its row group ${number} is said to be at ${offset} to ${offset + length}, outside of the data`,
        );
      }
      return { offset, length, codec: meta.codec };
    });
    const result = { firstRow, rows, chunks };
    firstRow += rows;
    return result;
  });
}

type ChunkMetadata = FileMetaData['row_groups'][number]['columns'][number]['meta_data'];

/** The dictionary comes first; some writers leave its offset 0 or out where there is none. */
function startOf(meta: ChunkMetadata): bigint | number | undefined {
  const dictionary = meta?.dictionary_page_offset;
  const data = meta?.data_page_offset;
  return dictionary !== undefined && data !== undefined && dictionary > 0 && dictionary < data
    ? dictionary
    : data;
}

function wholeNumber(value: bigint | number | undefined): number | undefined {
  const number = Number(value);
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
