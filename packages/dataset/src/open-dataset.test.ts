import { describe, expect, it } from 'vitest';
import type { OpenDatasetOptions } from './dataset.js';
import { openDataset } from './open-dataset.js';
import { testFolder } from './testing/folder.js';
import { shippedManifests } from './testing/shipped.js';

async function failure(
  files: Record<string, string>,
  options: Partial<OpenDatasetOptions> = {},
  source = '',
): Promise<unknown> {
  await using folder = await testFolder(files);
  try {
    return await openDataset({ source: folder.at(source), shippedManifests, ...options });
  } catch (error) {
    return error;
  }
}

const UTK = '30_1_0_20170104021042134.jpg';

describe('openDataset', () => {
  it.each<[string, Record<string, string>, object]>([
    ['an empty folder', {}, { code: 'empty_folder' }],
    [
      'images without labels',
      { '1.jpg': '' },
      { code: 'unknown_format', hint: expect.stringContaining('label table') },
    ],
    [
      'several tables',
      { 'a.csv': '', 'b.csv': '' },
      { code: 'several_tables', message: expect.stringContaining('"a.csv", "b.csv"') },
    ],
    [
      'tables of two formats',
      { 'a.csv': '', 'b.jsonl': '' },
      { code: 'ambiguous_format', message: expect.stringContaining('csv, jsonl') },
    ],
    [
      'a table beside UTKFace names',
      { 'a.csv': '', [UTK]: '' },
      { code: 'ambiguous_format', message: expect.stringContaining('csv, utkface') },
    ],
    ['a manifest that is no YAML', { 'dataset.yaml': '{' }, { code: 'invalid_manifest' }],
    [
      'a manifest with a wrong key',
      { 'dataset.yaml': 'name: n\nattributes: [{ name: a, labels: [yes, 1] }]\n' },
      {
        code: 'invalid_manifest',
        message: expect.stringContaining('attributes.0.labels.1: labels are text'),
      },
    ],
    [
      'a manifest whose table is not there',
      { 'dataset.yaml': 'name: n\ntable: { file: t.csv }\nattributes: [{ name: a, labels: [x] }]\n' },
      { code: 'no_table', message: expect.stringContaining('t.csv') },
    ],
    [
      'a manifest that leads out of its folder',
      {
        'dataset.yaml':
          'name: n\nformat: imagefolder\nimages: ../..\nattributes: [{ name: a, labels: [x] }]\n',
      },
      { code: 'path_outside_folder' },
    ],
  ])('refuses %s', async (_, files, error) => {
    expect(await failure(files)).toMatchObject({ evenhand: 'user-error', ...error });
  });

  it.each<[string, string, Partial<OpenDatasetOptions>, object]>([
    ['a source that is not there', 'nowhere', {}, { code: 'file_not_found' }],
    ['an image', '1.jpg', {}, { code: 'unknown_format', hint: 'Give the folder of the images.' }],
    [
      'a spreadsheet',
      'labels.xlsx',
      {},
      { code: 'unknown_format', hint: expect.stringContaining('CSV UTF-8') },
    ],
    ['a folder format for a table', 'labels.csv', { format: 'utkface' }, { code: 'format_mismatch' }],
    ['a table format without table', 'sub', { format: 'csv' }, { code: 'no_table' }],
    [
      'an unknown manifest',
      '',
      { manifest: 'farface' },
      { code: 'manifest_not_found', hint: expect.stringContaining('"fairface"') },
    ],
    [
      'a format whose manifest is not there',
      '',
      { format: 'utkface', shippedManifests: {} },
      { code: 'manifest_not_found' },
    ],
    [
      'an image folder that is not there',
      'labels.csv',
      { images: '/nowhere/images' },
      { code: 'file_not_found' },
    ],
  ])('refuses %s', async (_, source, options, error) => {
    const files = { '1.jpg': '', 'labels.xlsx': 'PK', 'labels.csv': 'file,a\n1.jpg,x\n', 'sub/1.jpg': '' };
    expect(await failure(files, options, source)).toMatchObject({ evenhand: 'user-error', ...error });
  });

  it('gives one digest wherever the data set lies and however its rows are ordered', async () => {
    const rows = ['1.jpg,x,p', '2.jpg,y,q', '3.jpg,x,q'];
    const images = { '1.jpg': 'one', '2.jpg': 'two', '3.jpg': 'three' };
    const digests = new Set<string>();
    for (const lines of [rows, [...rows].reverse()]) {
      await using folder = await testFolder({ 'deep/labels.csv': ['file,a,b', ...lines].join('\n') });
      await using place = await testFolder(images);
      const { digest } = await openDataset({ source: folder.at('deep'), images: place.path });
      digests.add(digest);
    }
    expect(digests.size).toBe(1);
  });

  it('reads the manifest in the folder before one that ships, and an asked-for one before both', async () => {
    const own = 'name: own\nformat: fairface\nattributes: [{ name: race, labels: [White] }]\n';
    await using folder = await testFolder({
      'dataset.yaml': own,
      'other.yaml': own.replace('own', 'other'),
      'fairface_label_val.csv': 'file,age,gender,race\n1.jpg,3-9,Male,White\n',
      '1.jpg': '1',
    });
    const named = async (manifest?: string): Promise<string> => {
      const dataset = await openDataset({ source: folder.path, shippedManifests, manifest });
      return dataset.manifest.name;
    };
    expect([await named(), await named(folder.at('other.yaml')), await named('fairface')]).toEqual([
      'own',
      'other',
      'fairface',
    ]);
  });
});
