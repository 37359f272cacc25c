import { isUserError, UserError } from '@evenhand/contracts';
import { openParquet, type ParquetFile } from '@evenhand/images';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { cellText } from './cell-text.js';
import type { CsvRecord } from './parse-csv.js';
import type { Records } from './read-records.js';

/** Rows that are decoded at once: writers put up to a million rows in a row group. */
const WINDOW = 65_536;

/** Names of the columns at the top, in their order. @throws UserError as `openParquet` of `@evenhand/images` */
export function parquetColumns(file: string): string[] {
  return topColumns(openParquet(file));
}

/**
 * Streams some columns of a Parquet file as text. Integers that stand for names (the ClassLabel of a published data
 * set) come as the names. A row's line is its number, from 1 on.
 *
 * @throws UserError `malformed_parquet` and those of `openParquet` of `@evenhand/images`
 */
export async function* readParquet(path: string, columns: readonly string[]): AsyncGenerator<Records> {
  const described = openParquet(path);
  const there = new Set(topColumns(described));
  const read = columns.filter((name) => there.has(name));
  const names = classNames(described);
  const texts = columns.map((name) => classText(names.get(name)));
  const places = columns.map((name) => read.indexOf(name));
  const file = await asyncBufferFromFile(path);
  const metadata = await damageAsUserError(path, () => parquetMetadataAsync(file, { geoparquet: false }));
  for (const { firstRow, rows } of described.groups) {
    for (let start = firstRow; start < firstRow + rows; start += WINDOW) {
      const end = Math.min(start + WINDOW, firstRow + rows);
      const values = await damageAsUserError(path, () =>
        readWindow({ file, metadata, columns: read, rowStart: start, rowEnd: end }),
      );
      const records = values.map(
        (row, index): CsvRecord => ({
          line: start + index + 1,
          cells: places.map((place, column) => texts[column]?.(place < 0 ? null : row[place]) ?? ''),
        }),
      );
      yield { records, progress: end / described.rows };
    }
  }
}

type Window = Pick<
  Parameters<typeof parquetRead>[0],
  'file' | 'metadata' | 'columns' | 'rowStart' | 'rowEnd'
>;

function readWindow(window: Window): Promise<unknown[][]> {
  return new Promise((done, fail) => {
    // Without columns the reader would read them all, images included.
    if (window.columns?.length === 0) {
      done(Array.from({ length: (window.rowEnd ?? 0) - (window.rowStart ?? 0) }, () => []));
      return;
    }
    parquetRead({
      ...window,
      compressors,
      geoparquet: false,
      rowFormat: 'array',
      onComplete: (rows: unknown[][]) => done(rows),
    }).catch(fail);
  });
}

async function damageAsUserError<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (isUserError(cause)) throw cause;
    throw new UserError({
      code: 'malformed_parquet',
      message: `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      hint: 'The file may be damaged or cut short: fetch or write it again.',
      cause,
    });
  }
}

function topColumns({ columns }: ParquetFile): string[] {
  return [...new Set(columns.map(({ path }) => path.split('.', 1)[0] ?? ''))].filter((name) => name !== '');
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
function classText(names: readonly string[] | undefined): (value: unknown) => string {
  if (names === undefined) return cellText;
  return (value) => {
    const number = typeof value === 'bigint' || typeof value === 'number' ? Number(value) : undefined;
    if (number === undefined) return cellText(value);
    return number < 0 ? '' : (names[number] ?? String(number));
  };
}
