import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Sample, SampleFailure } from '@evenhand/contracts';
import { createImageReader } from '@evenhand/images';
import type { DatasetProgress } from '../dataset.js';
import { inParallel } from './in-parallel.js';

/** In bytes: larger files are no images that a run would take (a gigabyte of raw pixels is not, either). */
const LARGEST = 268_435_456;

export interface CheckImagesOptions {
  onProgress?: DatasetProgress | undefined;
  /** Looks at an image's bytes as they are now; says why where they are no image. A few at a time. */
  look?: ((bytes: Uint8Array, index: number) => Promise<string | undefined>) | undefined;
}

/**
 * Reads every image again and compares its bytes with those that were registered. Returns what is missing,
 * changed or unreadable, in the order of the samples; an empty list says that all is as it was.
 */
export async function checkImages(
  samples: readonly Sample[],
  { onProgress, look }: CheckImagesOptions = {},
): Promise<SampleFailure[]> {
  const failures: (SampleFailure | undefined)[] = new Array(samples.length);
  const reader = createImageReader();
  let done = 0;
  await inParallel(samples, async (sample, index) => {
    failures[index] = await checkImage(sample, index);
    onProgress?.(++done, samples.length);
  });
  return failures.filter((failure) => failure !== undefined);

  async function checkImage(sample: Sample, index: number): Promise<SampleFailure | undefined> {
    const { id, path, cell, sha256 } = sample;
    // A data set made from predictions has no images, and is as it was registered.
    if (path === null) return undefined;
    // Reading is synchronous, so others get their turn in between.
    await setImmediate();
    const read = reader.read({ path, cell }, LARGEST);
    if (!read.ok) return { sample: id, code: read.code, message: read.message };
    const trouble = await look?.(read.bytes, index);
    if (createHash('sha256').update(read.bytes).digest('hex') !== sha256) {
      const place = cell === undefined ? path : `Row ${cell.row} of ${path}`;
      const what = cell === undefined ? 'file' : 'image';
      return {
        sample: id,
        code: 'image_changed',
        message: `${place} is not the ${what} that was registered.`,
      };
    }
    return trouble === undefined ? undefined : { sample: id, code: 'unreadable_image', message: trouble };
  }
}
