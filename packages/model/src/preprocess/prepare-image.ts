import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { PreprocessSpec } from '@evenhand/contracts';
import { decodeImage, maxImagePixels } from './decode-image.js';
import type { PreparedImage } from './prepared-image.js';
import type { RgbImage } from './rgb-image.js';

/** One file to prepare. */
export interface ImageJob {
  path: string;
  /** SHA-256 (hex) that the file must have, where it is known. */
  sha256: string | undefined;
}

export interface PrepareTools {
  spec: PreprocessSpec;
  preprocess(image: RgbImage): Float32Array<ArrayBuffer>;
}

/** A file larger than the raw pixels of the largest image that is decoded is not an image worth reading. */
const maxFileBytes = 3 * maxImagePixels;

/** Reads, checks, decodes and preprocesses one file. Never rejects for trouble with the file or the image. */
export async function prepareImage(
  { path, sha256: expected }: ImageJob,
  { spec, preprocess }: PrepareTools,
): Promise<PreparedImage> {
  const file = readFile(path);
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

type FileContent = { ok: true; bytes: Uint8Array } | Extract<PreparedImage, { ok: false }>;

/** Synchronous on purpose: in a thread of its own it takes a third of the time of the asynchronous way. */
function readFile(path: string): FileContent {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return { ok: false, code: 'unreadable_image', message: `${path} is not a file.` };
    if (stats.size > maxFileBytes) {
      const message = `The file has ${stats.size} bytes; the limit is ${maxFileBytes}.`;
      return { ok: false, code: 'image_too_large', message };
    }
    return { ok: true, bytes: readFileSync(path) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return { ok: false, code: 'missing_file', message: `There is no file ${path}.` };
    }
    const reason = code === 'EACCES' ? 'permission denied' : (error as Error).message;
    return { ok: false, code: 'unreadable_image', message: `${path} cannot be read: ${reason}.` };
  }
}
