import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { UserError } from '@evenhand/contracts';
import { fileError } from './file-error.js';

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
  if (isAbsolute(path) || !relative(root, full).startsWith('..')) return full;
  throw new UserError({
    code: 'path_outside_folder',
    message: `The manifest's path "${path}" leads out of the data set's folder ${root}.`,
    hint: 'Write an absolute path, or say with --images which folder holds the images.',
  });
}

/** An image's or a table's place for the manifest: relative to the source folder where it lies inside. */
export function placeIn(root: string, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/');
}
