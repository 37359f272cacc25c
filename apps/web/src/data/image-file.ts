import { UserError } from '@evenhand/contracts';
import { readSamplesAt } from '@evenhand/db';
import { createImageReader } from '@evenhand/images';
import { imageType } from '../lib/image-type';
import { database } from './database';

export interface ImageFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/** Larger files are not sent: the run itself refused them. In bytes. */
const LARGEST = 64 * 1024 * 1024;

/** One for the process: it remembers the pages of Parquet files that the images on screen lie in. */
const reader = createImageReader();

/**
 * The image of a registered sample. Nothing else can be asked for: the path comes from the database, and what
 * is no image by its first bytes is not sent.
 *
 * @throws UserError `unknown_dataset`, `unknown_sample`, `unknown_image` (missing, or no image)
 */
export function imageFile(dataset: string, index: number): ImageFile {
  const [sample] = readSamplesAt(database(), dataset, [index]);
  if (!sample) {
    throw new UserError({
      code: 'unknown_sample',
      message: `The data set ${dataset} has no sample ${index}.`,
    });
  }
  const { path, cell } = sample;
  const read = path === null ? undefined : reader.read({ path, cell }, LARGEST);
  const bytes = read?.ok ? read.bytes : undefined;
  const type = bytes && imageType(bytes);
  if (!bytes || !type) {
    throw new UserError({
      code: 'unknown_image',
      message: `The image of ${sample.id} is ${bytes ? 'not an image that browsers show' : 'missing'}.`,
    });
  }
  return { bytes, type };
}
