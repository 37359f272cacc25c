import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { SampleFailureCode } from '@evenhand/contracts';
import type { ImagePlace, ImageReader } from '@evenhand/images';

/** Any image that a Parquet page can hold. */
const LARGEST = Number.POSITIVE_INFINITY;

export type HashedCell =
  | { ok: true; sha256: string }
  | { ok: false; code: SampleFailureCode; message: string };

/** SHA-256 (hex) of an image in a Parquet file. Reading is synchronous, so others get their turn in between. */
export async function hashCell(reader: ImageReader, place: ImagePlace): Promise<HashedCell> {
  await setImmediate();
  const read = reader.read(place, LARGEST);
  return read.ok ? { ok: true, sha256: createHash('sha256').update(read.bytes).digest('hex') } : read;
}
