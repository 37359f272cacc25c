import { describe, expect, it } from 'vitest';
import { openDataset } from './open-dataset.js';
import { testFolder } from './testing/folder.js';
import { shippedManifests } from './testing/shipped.js';

describe('UTKFace', () => {
  it('is known by its file names and read by its shipped manifest', async () => {
    const names = [
      'part1/0_0_0_20170110212928528.jpg.chip.jpg',
      'part1/9_1_1_20170110212928528.jpg.chip.jpg',
      'part1/10_1_2_20170110212928528.jpg',
      'part2/69_0_3_20170110212928528.jpg',
      'part2/70_0_4_20170110212928528.jpg',
      'part2/116_1_4_20170110212928528.jpg',
      'part2/24_0_1_20170116220224657 .jpg.chip.jpg',
      'part2/55_0_0_20170116232725357jpg.chip.jpg',
      'part3/26_1_0_20170104021042134.jpg',
      // These two are in the real data set: one field is missing, and which one cannot be told.
      'part3/39_1_20170116174525125.jpg.chip.jpg',
    ];
    await using folder = await testFolder({
      ...Object.fromEntries(names.map((name) => [name, name])),
      'readme.txt': 'not an image',
    });
    const dataset = await openDataset({ source: folder.path, shippedManifests });
    expect(dataset.manifest).toMatchObject({ name: 'utkface', format: 'utkface', labels: 'perceived' });
    expect(
      dataset.samples.map(({ id, labels }) => [id, labels['age'], labels['gender'], labels['race']]),
    ).toEqual(
      [
        [0, '0-2', 'Male', 'White'],
        [2, '10-19', 'Female', 'Asian'],
        [1, '3-9', 'Female', 'Black'],
        [5, 'more than 70', 'Female', 'Others'],
        [6, '20-29', 'Male', 'Black'],
        [7, '50-59', 'Male', 'White'],
        [3, '60-69', 'Male', 'Indian'],
        [4, 'more than 70', 'Male', 'Others'],
        [8, '20-29', 'Female', 'White'],
        [9, null, null, null],
      ]
        .map(([index, ...labels]) => [names[Number(index)], ...labels])
        .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    );
    expect(dataset.repairs).toEqual([]);
    expect(dataset.warnings).toEqual([
      {
        code: 'unreadable_names',
        message:
          '1 of 10 images have no labels, because their name does not say any: "part3/39_1_20170116174525125.jpg.chip.jpg".',
        count: 1,
      },
      { code: 'missing_labels', message: '1 sample has no label for age.', count: 1 },
      { code: 'missing_labels', message: '1 sample has no label for gender.', count: 1 },
      { code: 'missing_labels', message: '1 sample has no label for race.', count: 1 },
    ]);
  });

  it('refuses an age that cannot be, naming the file', async () => {
    await using folder = await testFolder({
      '131_1_0_20170104021042134.jpg': '',
      '30_1_0_20170104021042134.jpg': '',
    });
    await expect(openDataset({ source: folder.path, shippedManifests })).rejects.toMatchObject({
      code: 'unknown_label',
      message: expect.stringContaining('131_1_0_20170104021042134.jpg: "131" in age is not a label of age'),
    });
  });

  it('refuses a folder in which no name says anything', async () => {
    await using folder = await testFolder({ 'a.jpg': '', 'b.jpg': '' });
    await expect(
      openDataset({ source: folder.path, format: 'utkface', shippedManifests }),
    ).rejects.toMatchObject({
      code: 'unreadable_names',
      message: expect.stringContaining('"a.jpg", "b.jpg"'),
    });
  });
});
