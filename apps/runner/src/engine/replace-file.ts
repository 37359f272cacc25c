import { rename, rm, writeFile } from 'node:fs/promises';
import { UserError, writeTrouble } from '@evenhand/contracts';

/** Writes a file in one step: whoever looks finds the old one or the whole new one. */
export async function replaceFile(file: string, content: Uint8Array | Iterable<string>): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, content);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw new UserError({
      code: 'cannot_write',
      message: `${file} cannot be written: ${reason(error)}.`,
      hint: 'Check that its folder exists and may be written to.',
      cause: error,
    });
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'its folder does not exist';
  if (code === 'EISDIR') return 'there is a folder of that name';
  return writeTrouble(error) ?? message;
}
