import { rename, rm, writeFile } from 'node:fs/promises';
import { UserError } from '@evenhand/contracts';

/** Writes a file in one step: whoever looks finds the old one or the whole new one. */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, bytes);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw new UserError({
      code: 'cannot_write',
      message: `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Check that its folder exists and may be written to.',
    });
  }
}
