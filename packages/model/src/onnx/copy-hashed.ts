import { createReadStream } from 'node:fs';
import { HashingWriter } from './hashing-writer.js';

const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Copies a file and hashes it on the way.
 *
 * @param onBytes told after each chunk how many bytes it had
 * @returns SHA-256 (hex)
 */
export async function copyHashed(
  from: string,
  to: string,
  onBytes: (bytes: number) => void,
): Promise<string> {
  await using writer = await HashingWriter.create(to);
  for await (const chunk of createReadStream(from, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    await writer.write(chunk);
    onBytes(chunk.length);
  }
  return await writer.finish();
}
