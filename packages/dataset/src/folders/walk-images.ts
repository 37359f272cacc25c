import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { fileError } from '@evenhand/images';

const IMAGES = new Set('.jpg .jpeg .jpe .jfif .png .webp .gif .tif .tiff .avif .heic .heif .bmp'.split(' '));

/** Whether a file is taken for an image, by its extension. What is inside shows when it is decoded. */
export function isImageName(name: string): boolean {
  return IMAGES.has(extname(name).toLowerCase());
}

/**
 * The image files below a folder as paths relative to it, with `/`, each folder's files before its sub-folders and
 * both sorted by code unit. Hidden files and the resource forks of Mac archives are no images. Links are followed,
 * each folder once.
 */
export async function* walkImages(
  root: string,
  prefix = '',
  seen = new Set<string>(),
): AsyncGenerator<string> {
  const folder = join(root, prefix);
  const { files, folders } = await list(folder, seen);
  for (const name of files) yield prefix + name;
  for (const name of folders) yield* walkImages(root, `${prefix}${name}/`, seen);
}

/** All image files below a folder. Throws a UserError `empty_folder` where there is none. */
export async function listImages(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of walkImages(folder)) paths.push(path);
  if (paths.length > 0) return paths;
  throw new UserError({
    code: 'empty_folder',
    message: `${folder} holds no images.`,
    hint: 'Give the folder that holds them, with --images where it is not the source.',
  });
}

async function list(folder: string, seen: Set<string>): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    const identity = await realpath(folder);
    if (seen.has(identity)) return { files, folders };
    seen.add(identity);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
      const kind = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => null) : entry;
      if (kind?.isDirectory()) folders.push(entry.name);
      else if (kind?.isFile() && isImageName(entry.name)) files.push(entry.name);
    }
  } catch (error) {
    throw fileError(error, folder);
  }
  return { files: files.sort(), folders: folders.sort() };
}
