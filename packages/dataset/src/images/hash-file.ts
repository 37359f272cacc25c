import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Enough for most photographs in one read, small enough to have one for each file in flight. */
const CHUNK = 1 << 18;

/** SHA-256 (hex) of a file's bytes, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK);
  const file = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
