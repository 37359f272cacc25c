import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '@evenhand/images';

/** Folders in folders; deeper ones, or links in a circle, hold no published data set. */
const MAX_DEPTH = 6;

/** Absolute paths of the files below a folder whose name passes; hidden ones are passed over. */
export async function* walkFiles(
  folder: string,
  test: (name: string) => boolean,
  depth = 0,
): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    // The hub's cache has links for files, and real folders.
    if (entry.isDirectory() && depth < MAX_DEPTH) yield* walkFiles(path, test, depth + 1);
    else if ((entry.isFile() || entry.isSymbolicLink()) && test(entry.name)) yield path;
  }
}
