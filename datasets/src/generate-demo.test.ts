import { access, mkdir, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUserError } from '@evenhand/contracts';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GenerateDemoOptions, generateDemo } from './generate-demo.js';

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'evenhand-demo-'));
  folder = join(parent, 'demo');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const image = (of: string, index: number): Promise<Buffer> =>
  readFile(join(of, 'images', `${String(index).padStart(5, '0')}.png`));

const generate = (
  count: number,
  options: Partial<GenerateDemoOptions> = {},
): ReturnType<typeof generateDemo> => generateDemo({ folder, split: 'audit', plan: { count }, ...options });

test('writes images, table and manifest, and says how far it is', async () => {
  const progress: string[] = [];
  const result = await generate(10, { onProgress: ({ done, total }) => progress.push(`${done}/${total}`) });
  expect(result).toEqual({ folder, images: 10, rendered: true });
  expect(await readdir(parent)).toEqual(['demo']);
  expect((await readdir(folder)).sort()).toEqual(['dataset.yaml', 'generated.json', 'images', 'labels.csv']);
  expect(await readdir(join(folder, 'images'))).toHaveLength(10);
  expect(progress).toEqual(Array.from({ length: 10 }, (_, i) => `${i + 1}/10`));

  const [header, ...rows] = (await readFile(join(folder, 'labels.csv'), 'utf8')).trimEnd().split('\n');
  expect(header).toBe('file,species,side,wear,lighting,camera');
  expect(rows.map((row) => row.split(',')[0])).toEqual(Array.from({ length: 10 }, (_, i) => `0000${i}.png`));
  const { format, width, height, channels, space } = await sharp(await image(folder, 9)).metadata();
  expect({ format, width, height, channels, space }).toEqual({
    format: 'png',
    width: 128,
    height: 128,
    channels: 3,
    space: 'srgb',
  });
});

test('the same seed gives the same bytes; seed and split give others', async () => {
  const again = join(parent, 'again');
  const [otherSeed, otherSplit] = [join(parent, 'seed'), join(parent, 'split')];
  await generate(4);
  await generate(4, { folder: again });
  await generate(4, { folder: otherSeed, seed: 2 });
  await generate(4, { folder: otherSplit, split: 'fit' });
  for (let index = 0; index < 4; index++) {
    const bytes = await image(folder, index);
    expect(bytes.equals(await image(again, index))).toBe(true);
    expect(bytes.equals(await image(otherSeed, index))).toBe(false);
    expect(bytes.equals(await image(otherSplit, index))).toBe(false);
  }
});

test('an image does not depend on the others', async () => {
  const more = join(parent, 'more');
  await generate(3);
  await generate(9, { folder: more });
  expect((await image(folder, 2)).equals(await image(more, 2))).toBe(true);
});

test('does nothing where the same data are there already', async () => {
  await generate(3);
  const before = await stat(folder);
  const result = await generate(3, { onProgress: () => expect.unreachable('nothing should be rendered') });
  expect(result).toEqual({ folder, images: 3, rendered: false });
  expect((await stat(folder)).ino).toBe(before.ino);
});

test('replaces data of another plan, and data that lost an image', async () => {
  await generate(3);
  expect(await generate(4)).toMatchObject({ images: 4, rendered: true });
  await unlink(join(folder, 'images', '00001.png'));
  expect(await generate(4)).toMatchObject({ images: 4, rendered: true });
  expect(await readdir(join(folder, 'images'))).toHaveLength(4);
});

test('a run that fails leaves nothing behind', async () => {
  const stop = (): void => {
    throw new Error('stopped');
  };
  await expect(generate(8, { onProgress: stop })).rejects.toThrow('stopped');
  expect(await readdir(parent)).toEqual([]);
});

test('what a killed run left is not taken for complete, and is removed', async () => {
  // No process has this id: it is above the largest that Linux and macOS give.
  const abandoned = `${folder}.partial-99999999`;
  await mkdir(join(abandoned, 'images'), { recursive: true });
  await writeFile(join(abandoned, 'images', '00000.png'), 'cut sh');
  const alive = `${folder}.partial-${process.ppid}`;
  await mkdir(alive);
  expect(await generate(2)).toMatchObject({ rendered: true });
  await expect(access(abandoned)).rejects.toThrow('ENOENT');
  await expect(access(alive)).resolves.toBeUndefined();
});

test('never replaces files of someone else', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'thesis.txt'), 'irreplaceable');
  const error = await generate(2).catch((caught: unknown) => caught);
  expect(isUserError(error) && error.code).toBe('folder_not_empty');
  expect(error).toHaveProperty('message', expect.stringContaining('thesis.txt'));
  expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('irreplaceable');
});
