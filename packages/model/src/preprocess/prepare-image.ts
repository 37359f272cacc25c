import { createHash } from 'node:crypto';
import type { PreprocessSpec } from '@evenhand/contracts';
import { createImageReader } from '@evenhand/images';
import { decodeImage } from './decode-image.js';
import { maxFileBytes } from './image-limits.js';
import type { PreparedImage } from './prepared-image.js';
import type { RgbImage } from './rgb-image.js';

/** One image to prepare. */
export interface ImageJob {
  /** Path of the image file, or the image's bytes where they lie in another file. */
  image: string | Uint8Array;
  /** SHA-256 (hex) that the bytes must have, where it is known. */
  sha256: string | undefined;
}

export interface PrepareTools {
  spec: PreprocessSpec;
  preprocess(image: RgbImage): Float32Array<ArrayBuffer>;
}

const files = createImageReader();

/** Reads, checks, decodes and preprocesses one image. Never rejects for trouble with the file or the image. */
export async function prepareImage(
  { image, sha256: expected }: ImageJob,
  { spec, preprocess }: PrepareTools,
): Promise<PreparedImage> {
  const file =
    typeof image === 'string'
      ? files.read({ path: image }, maxFileBytes)
      : { ok: true as const, bytes: image };
  if (!file.ok) return file;
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  if (expected !== undefined && sha256 !== expected) {
    return {
      ok: false,
      code: 'image_changed',
      message: `The file has changed since it was registered: its SHA-256 was ${expected} and is ${sha256} now.`,
    };
  }
  const decoded = await decodeImage(file.bytes, { exifOrientation: spec.exifOrientation });
  if (!decoded.ok) return decoded;
  return { ok: true, pixels: preprocess(decoded.image), sha256, warnings: decoded.warnings };
}
