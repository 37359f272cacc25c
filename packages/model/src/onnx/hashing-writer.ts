import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

/** Writes a file from front to back and hashes it on the way, each chunk while the disk is busy with it. */
export class HashingWriter {
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #pending: Promise<unknown> = Promise.resolve();
  #position = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @throws where the file exists already */
  static async create(file: string): Promise<HashingWriter> {
    return new HashingWriter(await open(file, 'wx'));
  }

  get position(): number {
    return this.#position;
  }

  /** `chunk` must not change afterwards. */
  async write(chunk: Uint8Array): Promise<void> {
    await this.#pending;
    this.#pending = this.#handle.writeFile(chunk);
    this.#pending.catch(() => {});
    this.#hash.update(chunk);
    this.#position += chunk.length;
  }

  /** Fills up with zeros to the next multiple of `alignment`. */
  async align(alignment: number): Promise<void> {
    const rest = this.#position % alignment;
    if (rest > 0) await this.write(new Uint8Array(alignment - rest));
  }

  /** SHA-256 (hex) of all that was written. */
  async finish(): Promise<string> {
    await this.#pending;
    await this.#handle.close();
    return this.#hash.digest('hex');
  }

  /** Closes without finishing; does nothing after `finish`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pending.catch(() => {});
    await this.#handle.close().catch(() => {});
  }
}
