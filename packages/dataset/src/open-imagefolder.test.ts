import { datasetManifest } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import type { OpenDatasetOptions } from './dataset.js';
import { openDataset } from './open-dataset.js';
import { testFolder } from './testing/folder.js';

const bytes = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name]));

async function labelsOf(
  files: Record<string, string>,
  options: Partial<OpenDatasetOptions> = {},
): Promise<unknown> {
  await using folder = await testFolder(files);
  const { samples, manifest } = await openDataset({ source: folder.path, ...options });
  return {
    attributes: manifest.attributes,
    labels: Object.fromEntries(samples.map(({ id, labels }) => [id, labels])),
  };
}

describe('image folders', () => {
  it('take the class from the first folder, in natural order', async () => {
    expect(await labelsOf(bytes('class 10/a.jpg', 'class 9/a.jpg', 'class 9/more/b.png'))).toEqual({
      attributes: [{ name: 'label', kind: 'nominal', labels: ['class 9', 'class 10'] }],
      labels: {
        'class 10/a.jpg': { label: 'class 10' },
        'class 9/a.jpg': { label: 'class 9' },
        'class 9/more/b.png': { label: 'class 9' },
      },
    });
  });

  it('look below split folders, and keep several of them apart', async () => {
    expect(await labelsOf(bytes('test/cat/1.jpg', 'test/dog/1.jpg'))).toEqual({
      attributes: [{ name: 'label', kind: 'nominal', labels: ['cat', 'dog'] }],
      labels: { 'test/cat/1.jpg': { label: 'cat' }, 'test/dog/1.jpg': { label: 'dog' } },
    });
    expect(await labelsOf(bytes('train/cat/1.jpg', 'val/cat/2.jpg', 'val/dog/1.jpg'))).toEqual({
      attributes: [
        { name: 'label', kind: 'nominal', labels: ['cat', 'dog'] },
        { name: 'split', kind: 'nominal', labels: ['train', 'val'] },
      ],
      labels: {
        'train/cat/1.jpg': { label: 'cat', split: 'train' },
        'val/cat/2.jpg': { label: 'cat', split: 'val' },
        'val/dog/1.jpg': { label: 'dog', split: 'val' },
      },
    });
  });

  it('are named after their folder and say that nobody knows where the labels come from', async () => {
    await using folder = await testFolder(bytes('animals/cat/1.jpg', 'animals/dog/1.jpg'));
    const { manifest } = await openDataset({ source: folder.at('animals') });
    expect(manifest).toMatchObject({ name: 'animals', format: 'imagefolder', labels: 'unknown' });
  });

  it('give the class to the only attribute of a manifest, with its order and aliases', async () => {
    const manifest = datasetManifest.parse({
      name: 'sizes',
      attributes: [{ name: 'size', kind: 'ordinal', labels: ['small', 'large'], aliases: { big: 'large' } }],
    });
    expect(
      await labelsOf(bytes('big/1.jpg', 'small/2.jpg', 'stray.jpg'), { manifest, format: 'imagefolder' }),
    ).toEqual({
      attributes: manifest.attributes,
      labels: {
        'big/1.jpg': { size: 'large' },
        'small/2.jpg': { size: 'small' },
        'stray.jpg': { size: null },
      },
    });
  });

  it('read several attributes and the cluster from the path by a pattern', async () => {
    const manifest = datasetManifest.parse({
      name: 'people',
      pattern: '^(?<sex>[fm])/(?<person>\\d+)_(?<light>day|night)',
      attributes: [
        { name: 'gender', column: 'sex', labels: ['Female', 'Male'], values: { f: 'Female', m: 'Male' } },
        { name: 'light', labels: ['day', 'night'] },
      ],
      cluster: 'person',
    });
    await using folder = await testFolder(bytes('f/12_day.jpg', 'm/7_night.jpg'));
    const { samples } = await openDataset({ source: folder.path, manifest });
    expect(samples.map(({ id, labels, cluster }) => ({ id, labels, cluster }))).toEqual([
      { id: 'f/12_day.jpg', labels: { gender: 'Female', light: 'day' }, cluster: '12' },
      { id: 'm/7_night.jpg', labels: { gender: 'Male', light: 'night' }, cluster: '7' },
    ]);
  });

  it.each([
    [
      'an attribute that nothing says',
      { pattern: '^(?<a>x)', attributes: [{ name: 'b', labels: ['x'] }] },
      {
        code: 'missing_column',
        message: expect.stringContaining('"b". The named groups of `pattern` are "a"'),
      },
    ],
    [
      'a pattern that is none',
      { pattern: '(?<a>', attributes: [{ name: 'a', labels: ['x'] }] },
      { code: 'invalid_manifest' },
    ],
    [
      'a class that is not declared',
      { attributes: [{ name: 'label', labels: ['y'] }] },
      {
        code: 'unknown_label',
        message: expect.stringContaining('x/1.jpg: "x" in label is not a label of label'),
      },
    ],
  ])('refuse %s', async (_, fields, error) => {
    const manifest = datasetManifest.parse({ name: 'n', format: 'imagefolder', ...fields });
    await expect(labelsOf(bytes('x/1.jpg'), { manifest })).rejects.toMatchObject(error);
  });

  it('refuse a folder without class folders', async () => {
    await expect(labelsOf(bytes('1.jpg'), { format: 'imagefolder' })).rejects.toMatchObject({
      code: 'no_attributes',
    });
  });
});
