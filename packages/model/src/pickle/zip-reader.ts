import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/**
 * Reads for yauzl within the bounds of a file. yauzl's own reader passes positions that a damaged archive claims (2^63)
 * to the file system, whose exception nobody can catch then.
 */
export class ZipReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;

  /** @param size bytes of the file */
  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    ...[position, callback]: [number, (error: Error | null) => void]
  ): void {
    const inside = Number.isSafeInteger(position) && position >= 0 && position + length <= this.#size;
    if (!inside) {
      callback(new Error(`${length} bytes at ${position} are asked for, but the file has ${this.#size}`));
      return;
    }
    // What the callback throws comes back to it as an error: nobody else could catch it.
    this.#handle
      .read(buffer, offset, length, position)
      .then(() => callback(null))
      .catch(callback);
  }

  override _readStreamForRange(): Readable {
    throw new Error('entries are read by their place in the file');
  }
}
