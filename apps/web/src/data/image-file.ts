import { readFile, stat } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';
import { readSamplesAt } from '@evenhand/db';
import { imageType } from '../lib/image-type';
import { database } from './database';

export interface ImageFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/** Larger files are not sent: the run itself refused them. In bytes. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The image file of a registered sample. Nothing else can be asked for: the path comes from the database, and what
 * is no image by its first bytes is not sent.
 *
 * @throws UserError `unknown_dataset`, `unknown_sample`, `unknown_image` (missing, or no image)
 */
export async function imageFile(dataset: string, index: number): Promise<ImageFile> {
  const [sample] = readSamplesAt(database(), dataset, [index]);
  if (!sample) {
    throw new UserError({
      code: 'unknown_sample',
      message: `The data set ${dataset} has no sample ${index}.`,
    });
  }
  const bytes = sample.path === null ? undefined : await readBytes(sample.path);
  const type = bytes && imageType(bytes);
  if (!bytes || !type) {
    throw new UserError({
      code: 'unknown_image',
      message: `The image of ${sample.id} is ${bytes ? 'not an image that browsers show' : 'missing'}.`,
    });
  }
  return { bytes, type };
}

async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const { size } = await stat(path);
    return size > LARGEST ? undefined : new Uint8Array(await readFile(path));
  } catch {
    return undefined;
  }
}
