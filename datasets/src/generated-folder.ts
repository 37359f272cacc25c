import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '@evenhand/contracts';

/** Says what a generated folder holds; written last. */
const MARKER = 'generated.json';
export const IMAGES = 'images';
export const TABLE = 'labels.csv';
export const MANIFEST = 'dataset.yaml';

/** Where a process works until its data are complete; named after it so that others can tell a live one. */
export function partialFolder(folder: string): string {
  return `${folder}.partial-${process.pid}`;
}

export function markerFile(folder: string): string {
  return join(folder, MARKER);
}

/** Whether the folder holds the data that `marker` describes, with this many images. */
export async function isComplete(
  folder: string,
  { marker, images }: { marker: string; images: number },
): Promise<boolean> {
  const found = await readFile(markerFile(folder), 'utf8').catch(nothingIfMissing);
  if (found !== marker) return false;
  const entries = await list(folder);
  return (
    entries.includes(TABLE) &&
    entries.includes(MANIFEST) &&
    (await list(join(folder, IMAGES))).filter((name) => name.endsWith('.png')).length === images
  );
}

/**
 * Refuses to replace what was not generated here.
 * @throws UserError `folder_not_empty`
 */
export async function assertReplaceable(folder: string): Promise<void> {
  const entries = await list(folder);
  if (entries.length === 0) return;
  const foreign = entries.filter((name) => ![MARKER, IMAGES, TABLE, MANIFEST].includes(name));
  if (foreign.length === 0 && entries.includes(MARKER)) return;
  throw new UserError({
    code: 'folder_not_empty',
    message: `${folder} holds files that the demo's generator did not make${foreign[0] ? ` (${foreign[0]})` : ''}.`,
    hint: 'Name an empty folder, or one that does not exist yet.',
  });
}

/** Removes what processes left beside the folder that were stopped before they had finished. */
export async function removeAbandoned(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.partial-`;
  for (const name of await list(dirname(folder))) {
    const process = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(process) && !isRunning(process)) {
      await rm(join(dirname(folder), name), { recursive: true, force: true });
    }
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function list(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(nothingIfMissing)) ?? [];
}

function nothingIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
