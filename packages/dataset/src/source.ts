import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { fileError } from '@evenhand/images';

/** What the user named: a folder, or a label table in one. */
export interface Source {
  /** Absolute path of the folder. */
  root: string;
  /** Absolute path of the table; null where the source is a folder. */
  file: string | null;
}

export async function locateSource(source: string): Promise<Source> {
  const path = resolve(source);
  const found = await stat(path).catch((error: unknown) => {
    throw fileError(error, source);
  });
  return found.isDirectory() ? { root: path, file: null } : { root: dirname(path), file: path };
}

/** A path that a manifest gives: relative to the source folder and inside it, or absolute. */
export function manifestPath(root: string, path: string): string {
  const full = resolve(root, path);
  if (isAbsolute(path) || pathInside(root, full) !== null) return full;
  throw new UserError({
    code: 'path_outside_folder',
    message: `The manifest's path "${path}" leads out of the data set's folder ${root}.`,
    hint: 'Write an absolute path, or say with --images which folder holds the images.',
  });
}

/** An absolute path as seen from a folder, with `/`; null where it lies outside. */
export function pathInside(folder: string, path: string): string | null {
  const inside = relative(folder, path).replaceAll(sep, '/');
  return inside === '..' || inside.startsWith('../') || isAbsolute(inside) ? null : inside;
}
