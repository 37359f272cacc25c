import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError, writeTrouble } from '@evenhand/contracts';

/**
 * Fills the folder `into` so that it either appears complete or not at all: `fill` writes into a hidden folder beside
 * it, which is renamed at the end and removed on failure. What a killed process left behind is removed first.
 *
 * @throws UserError `target_exists`, `cannot_write`
 */
export async function stageFolder<T>(into: string, fill: (dir: string) => Promise<T>): Promise<T> {
  const exists = await stat(into).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new UserError({
      code: 'target_exists',
      message: `${into} exists already.`,
      hint: 'Choose another name or version, or remove the model first.',
    });
  }
  const prefix = `.${basename(into)}.partial-`;
  const staging = join(dirname(into), `${prefix}${process.pid}`);
  try {
    await mkdir(dirname(into), { recursive: true });
    await removeLeftovers(dirname(into), prefix);
    await mkdir(staging);
    const result = await fill(staging);
    await rename(staging, into);
    return result;
  } catch (error) {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
    throw explained(error, into);
  }
}

async function removeLeftovers(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && (pid === process.pid || !isRunning(pid))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Trouble with reading the source has a path elsewhere and passes through. */
function explained(error: unknown, into: string): unknown {
  const { path = into } = error as NodeJS.ErrnoException;
  const reason = writeTrouble(error);
  const parent = dirname(into);
  if (reason === undefined || !(path.startsWith(parent) || parent.startsWith(path))) return error;
  return new UserError({
    code: 'cannot_write',
    message: `${into} cannot be written: ${reason}.`,
    hint: 'Make the folder writable, or choose another workspace with --workspace.',
    cause: error,
  });
}
