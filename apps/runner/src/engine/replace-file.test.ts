import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { replaceFile } from './replace-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenhand-replace-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('writes the whole file, over one that is there', async () => {
  const file = join(folder, 'report.md');
  await replaceFile(file, Buffer.from('old'));
  await replaceFile(file, Buffer.from('new'));
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['report.md']);
});

it.each([
  ['in a folder that is not there', 'none/report.md', 'its folder does not exist'],
  ['below a file', 'file/report.md', 'a part of the path is a file'],
  ['in place of a folder', 'taken', 'there is a folder of that name'],
])('%s is an error that says so, and leaves nothing', async (_, name, reason) => {
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'taken', 'full'), { recursive: true });
  const file = join(folder, name);
  await expect(replaceFile(file, Buffer.from('text'))).rejects.toMatchObject({
    code: 'cannot_write',
    message: `${file} cannot be written: ${reason}.`,
  });
  expect((await readdir(folder)).filter((entry) => entry.endsWith('.tmp'))).toEqual([]);
});
