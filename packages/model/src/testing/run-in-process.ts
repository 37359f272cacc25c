import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * Runs a script in a process of its own, with other environment variables, where `@evenhand/model` is the built
 * package. The dynamic linker reads LD_LIBRARY_PATH only when a process starts.
 *
 * @returns what the script printed, as JSON
 */
export async function runInProcess(script: string, env: Record<string, string>): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout);
}
