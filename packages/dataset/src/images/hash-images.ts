import { fileError } from '@evenhand/images';
import type { DatasetProgress } from '../dataset.js';
import { hashFile } from './hash-file.js';
import { inParallel } from './in-parallel.js';

/** SHA-256 (hex) of each file, in the order of `paths`. */
export async function hashImages(paths: readonly string[], onProgress?: DatasetProgress): Promise<string[]> {
  const digests: string[] = new Array(paths.length);
  let done = 0;
  await inParallel(paths, async (path, index) => {
    digests[index] = await hashFile(path).catch((error: unknown) => {
      throw fileError(error, path);
    });
    onProgress?.(++done, paths.length);
  });
  return digests;
}
