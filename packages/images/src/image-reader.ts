import { readFileSync, statSync } from 'node:fs';
import { isUserError } from '@evenhand/contracts';
import type { ImageBytes, ImagePlace } from './image-place.js';
import { ColumnReader } from './parquet/column-reader.js';
import { openParquet } from './parquet/open-parquet.js';

/** Reads images wherever they lie, one after the other, remembering the pages of Parquet files that it is at. */
export interface ImageReader {
  /**
   * The bytes of an image as they were published; nothing is decoded. Synchronous on purpose: in a thread of its own
   * reading a file takes a third of the time of the asynchronous way.
   * @param largest In bytes; a larger image is the failure `image_too_large`.
   */
  read(place: ImagePlace, largest: number): ImageBytes;
}

/**
 * Files that are remembered, each with one decoded page. Whoever reads in order is at one of them; whoever looks
 * around (the dashboard) at a few.
 */
const REMEMBERED = 3;

/** A reader with its own memory: at most three pages of Parquet files, usually one. No file is held open. */
export function createImageReader(): ImageReader {
  // In the order of use, the latest last.
  const readers = new Map<string, { version: string; column: ColumnReader; rows: number }>();

  const columnOf = (path: string, column: string): { column: ColumnReader; rows: number } => {
    const key = `${path}\n${column}`;
    const { mtimeMs, size, ino } = statSync(path);
    const version = `${mtimeMs} ${size} ${ino}`;
    const known = readers.get(key);
    readers.delete(key);
    if (known?.version === version) {
      readers.set(key, known);
      return known;
    }
    const file = openParquet(path);
    const entry = { version, column: new ColumnReader(file, column), rows: file.rows };
    readers.set(key, entry);
    for (const oldest of readers.keys()) {
      if (readers.size <= REMEMBERED) break;
      readers.delete(oldest);
    }
    return entry;
  };

  const readCell = (path: string, { column, row }: NonNullable<ImagePlace['cell']>): ImageBytes => {
    const reader = columnOf(path, column);
    if (row >= reader.rows) {
      return unreadable(`${path} has ${reader.rows} rows; the image was in row ${row}.`);
    }
    const { firstRow, values } = reader.column.runAt(row);
    const value = values[row - firstRow];
    if (!(value instanceof Uint8Array)) return unreadable(`${path} holds no image in row ${row}.`);
    // A copy: the page behind it is shared, and whoever gets the bytes may hand them to another thread.
    return { ok: true, bytes: new Uint8Array(value) };
  };

  return {
    read(place, largest) {
      try {
        const result =
          place.cell === undefined ? readFile(place.path, largest) : readCell(place.path, place.cell);
        return result.ok && result.bytes.length > largest ? tooLarge(result.bytes.length, largest) : result;
      } catch (error) {
        return explain(error, place.path);
      }
    },
  };
}

function readFile(path: string, largest: number): ImageBytes {
  const stats = statSync(path);
  if (!stats.isFile()) return unreadable(`${path} is not a file.`);
  if (stats.size > largest) return tooLarge(stats.size, largest);
  return { ok: true, bytes: readFileSync(path) as Uint8Array<ArrayBuffer> };
}

function unreadable(message: string): ImageBytes {
  return { ok: false, code: 'unreadable_image', message };
}

function tooLarge(size: number, largest: number): ImageBytes {
  return {
    ok: false,
    code: 'image_too_large',
    message: `The file has ${size} bytes; the limit is ${largest}.`,
  };
}

function explain(error: unknown, path: string): ImageBytes {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'file_not_found') {
    return { ok: false, code: 'missing_file', message: `There is no file ${path}.` };
  }
  if (isUserError(error)) return unreadable(error.message);
  const reason =
    code === 'EACCES' ? 'permission denied' : error instanceof Error ? error.message : String(error);
  return unreadable(`${path} cannot be read: ${reason}.`);
}
