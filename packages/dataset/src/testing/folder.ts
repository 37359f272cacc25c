import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TestFolder extends AsyncDisposable {
  path: string;
  /** Absolute path of something in it. */
  at(path: string): string;
}

/** A temporary folder with these files (path → content), removed by `await using`. */
export async function testFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'evenhand-dataset-'));
  const entries = Object.entries(files).map(([name, content]) => ({ file: join(path, name), content }));
  for (const folder of new Set(entries.map(({ file }) => dirname(file))))
    await mkdir(folder, { recursive: true });
  await Promise.all(entries.map(({ file, content }) => writeFile(file, content)));
  return {
    path,
    at: (name) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
