import { createHash } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { Sample } from '@evenhand/contracts';
import { expect, it } from 'vitest';
import { testFolder } from '../testing/folder.js';
import { checkImages } from './check-images.js';

it('finds images that are missing or changed since they were registered', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `${index}.jpg`);
  await using folder = await testFolder(Object.fromEntries(names.map((name) => [name, `bytes of ${name}`])));
  const samples = names.map(
    (name): Sample => ({
      id: name,
      path: folder.at(name),
      labels: {},
      sha256: createHash('sha256').update(`bytes of ${name}`).digest('hex'),
    }),
  );
  const progress: number[] = [];
  expect(await checkImages(samples, { onProgress: (done, total) => progress.push(done / total) })).toEqual(
    [],
  );
  expect(progress).toEqual(names.map((_, index) => (index + 1) / 40));

  await rm(folder.at('30.jpg'));
  await writeFile(folder.at('3.jpg'), 'other bytes');
  expect(await checkImages(samples)).toEqual([
    {
      sample: '3.jpg',
      code: 'image_changed',
      message: `${folder.at('3.jpg')} is not the file that was registered.`,
    },
    { sample: '30.jpg', code: 'missing_file', message: `There is no file ${folder.at('30.jpg')}.` },
  ]);

  const looked: string[] = [];
  const look = (bytes: Uint8Array): Promise<string | undefined> => {
    const text = new TextDecoder().decode(bytes);
    looked.push(text);
    return Promise.resolve(text === 'bytes of 7.jpg' ? 'This is no image.' : undefined);
  };
  const failures = await checkImages(samples, { look });
  expect(failures.map(({ sample, code }) => [sample, code])).toEqual([
    ['3.jpg', 'image_changed'],
    ['7.jpg', 'unreadable_image'],
    ['30.jpg', 'missing_file'],
  ]);
  expect(looked).toHaveLength(39);
});
