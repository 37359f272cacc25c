import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the first test that needs it makes the demo, for all test files. */
    demoFolder: string;
  }
}

/** Vitest's global set-up: a folder for the demo, removed at the end. Nothing is made in it before a test asks. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-demo-'));
  project.provide('demoFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * Copies the workspace that `make` fills into `workspace`. The first caller of all test files and processes makes it,
 * the others wait. The copy's data set refers to the images of the first.
 */
export async function copyOfDemo(
  folder: string,
  workspace: string,
  make: (workspace: string) => Promise<void>,
): Promise<void> {
  const original = join(folder, 'workspace');
  const [ready, failed] = [join(folder, 'ready'), join(folder, 'failed')];
  if (await isFirst(join(folder, 'making'))) {
    try {
      await make(original);
      await writeFile(ready, '');
    } catch (error) {
      await writeFile(failed, '');
      throw error;
    }
  }
  while (!existsSync(ready)) {
    if (existsSync(failed))
      throw new Error('the demo could not be made: see the first test that asked for it');
    await wait(250);
  }
  await cp(original, workspace, { recursive: true });
}

async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch {
    return false;
  }
}
