import type { Sample, SampleFailure } from '@evenhand/contracts';
import { createImageReader } from '@evenhand/images';
import type { DatasetProgress } from '../dataset.js';
import { hashCell } from './hash-cell.js';
import { hashFile } from './hash-file.js';
import { inParallel } from './in-parallel.js';

/**
 * Reads every image again and compares its bytes with those that were registered. Returns what is missing,
 * changed or unreadable, in the order of the samples; an empty list says that all is as it was.
 */
export async function checkImages(
  samples: readonly Sample[],
  onProgress?: DatasetProgress,
): Promise<SampleFailure[]> {
  const failures: (SampleFailure | undefined)[] = new Array(samples.length);
  const reader = createImageReader();
  let done = 0;
  await inParallel(samples, async (sample, index) => {
    failures[index] = sample.cell === undefined ? await checkFile(sample) : await checkCell(sample);
    onProgress?.(++done, samples.length);
  });
  return failures.filter((failure) => failure !== undefined);

  async function checkCell({ id, path, cell, sha256 }: Sample): Promise<SampleFailure | undefined> {
    if (path === null) return undefined;
    const read = await hashCell(reader, { path, cell });
    if (!read.ok) return { sample: id, code: read.code, message: read.message };
    if (read.sha256 === sha256) return undefined;
    const message = `Row ${cell?.row} of ${path} is not the image that was registered.`;
    return { sample: id, code: 'image_changed', message };
  }
}

async function checkFile({ id, path, sha256 }: Sample): Promise<SampleFailure | undefined> {
  // A data set made from predictions has no images, and is as it was registered.
  if (path === null) return undefined;
  try {
    if ((await hashFile(path)) === sha256) return undefined;
    return { sample: id, code: 'image_changed', message: `${path} is not the file that was registered.` };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing
      ? { sample: id, code: 'missing_file', message: `${path} does not exist.` }
      : { sample: id, code: 'unreadable_image', message: `${path} cannot be read: ${String(error)}.` };
  }
}
