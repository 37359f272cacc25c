import { isUserError } from '@evenhand/contracts';
import { type CellValue, ColumnReader, openParquet, type ParquetFile } from '@evenhand/images';
import { cellText } from './cell-text.js';
import type { CsvRecord } from './parse-csv.js';
import type { Records } from './read-records.js';

/** Names of the columns, of parts of structures with the names from the top: `image.path`. Lists are left out. */
export function parquetColumns(file: string): string[] {
  return plainColumns(openParquet(file));
}

/**
 * Streams some columns of a Parquet file as text, in runs of rows that lie in one page of each of them. Integers that
 * stand for names (the ClassLabel of a published data set) come as the names. A row's line is its number, from 1 on.
 *
 * @throws UserError `malformed_parquet` and those of `openParquet` and `ColumnReader` of `@evenhand/images`
 */
export function* readParquet(path: string, columns: readonly string[]): Generator<Records> {
  const file = openParquet(path);
  const there = new Set(plainColumns(file));
  const names = classNames(file);
  const cells = columns.map((name) => {
    if (!there.has(name)) return undefined;
    return { reader: new ColumnReader(file, name), text: classText(names.get(name)) };
  });
  for (let row = 0; row < file.rows; ) {
    const runs = cells.map((cell) => cell?.reader.runAt(row));
    const end = Math.min(
      row + MOST_ROWS,
      file.rows,
      ...runs.map((run) => (run ? run.firstRow + run.values.length : file.rows)),
    );
    const records = Array.from({ length: end - row }, (_, index): CsvRecord => {
      const at = row + index;
      return {
        line: at + 1,
        cells: runs.map((run, column) =>
          run ? (cells[column]?.text(run.values[at - run.firstRow] ?? null) ?? '') : '',
        ),
      };
    });
    yield { records, progress: end / file.rows };
    row = end;
  }
}

/**
 * Those columns whose first values can be read. A table may hold others beside its labels, decimals or vectors, and
 * nobody wants them.
 */
export function readableColumns(path: string, columns: readonly string[]): string[] {
  const file = openParquet(path);
  return columns.filter((name) => {
    try {
      if (file.rows > 0) new ColumnReader(file, name).runAt(0);
      return true;
    } catch (error) {
      if (isUserError(error) && error.code === 'unsupported_parquet') return false;
      throw error;
    }
  });
}

/** Rows that are given out at once. */
const MOST_ROWS = 65_536;

function plainColumns({ columns }: ParquetFile): string[] {
  return columns.filter(({ repeated }) => !repeated).map(({ path }) => path);
}

/** Column → names of its integers, as the `datasets` library leaves them in a file's metadata. */
function classNames({ metadata }: ParquetFile): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let info: unknown;
  try {
    info = JSON.parse(metadata.get('huggingface') ?? '{}');
  } catch {
    // Somebody else's metadata under this name: the integers stay integers.
    return found;
  }
  const features = fieldOf(fieldOf(info, 'info'), 'features');
  if (typeof features !== 'object' || features === null) return found;
  for (const [name, feature] of Object.entries(features)) {
    const names = fieldOf(feature, 'names');
    const isClass = fieldOf(feature, '_type') === 'ClassLabel' && Array.isArray(names);
    if (isClass) found.set(name, names.map(String));
  }
  return found;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** -1 is that library's way to say that there is no label. */
function classText(names: readonly string[] | undefined): (value: CellValue) => string {
  return (value) => {
    if (value instanceof Uint8Array) return utf8.decode(value);
    const number = typeof value === 'bigint' || typeof value === 'number' ? Number(value) : undefined;
    if (names === undefined || number === undefined) return cellText(value);
    return number < 0 ? '' : (names[number] ?? String(number));
  };
}

const utf8 = new TextDecoder();
