import { datasetManifest } from '@evenhand/contracts';
import { describe, expect, it } from 'vitest';
import { openDataset } from './open-dataset.js';
import { testFolder } from './testing/folder.js';

const IMAGES = { 'images/1.jpg': '1', 'images/2.jpg': '2', 'images/3.jpg': '3' };
const MANIFEST = `
name: faces
labels: self-reported
images: images
attributes:
  - { name: age, kind: ordinal, column: years, labels: [young, old], bins: [{ label: young, min: 0, max: 39 }, { label: old, min: 40, max: 120 }] }
  - { name: gender, labels: [woman, man] }
cluster: person
`;

describe('tables', () => {
  it('are read by the dataset.yaml beside them, in either format', async () => {
    const rows = [
      { photo: 'x', file: '1.jpg', years: '39', gender: 'woman', person: 'p1' },
      { photo: 'x', file: './2.jpg', years: ' 40', gender: '', person: '' },
    ];
    const keys = ['photo', 'file', 'years', 'gender', 'person'] as const;
    const csv = [keys.join(';'), ...rows.map((row) => keys.map((key) => row[key]).join(';'))].join('\r\n');
    const jsonl = rows.map((row) => JSON.stringify(row)).join('\n');
    const digests = [];
    for (const [table, content] of [
      ['labels.csv', csv],
      ['labels.jsonl', jsonl],
    ] as const) {
      await using folder = await testFolder({ 'dataset.yaml': MANIFEST, [table]: content, ...IMAGES });
      const dataset = await openDataset({ source: folder.path });
      expect(dataset).toMatchObject({
        manifest: {
          name: 'faces',
          labels: 'self-reported',
          images: 'images',
          format: table.split('.')[1],
          table: { file: table, imageColumn: 'file' },
        },
        repairs: [{ attribute: 'age', from: ' 40', to: 'old', count: 1 }],
        warnings: [{ code: 'missing_labels', message: '1 sample has no label for gender.', count: 1 }],
      });
      expect(dataset.samples.map(({ id, labels, cluster }) => ({ id, labels, cluster }))).toEqual([
        { id: '1.jpg', labels: { age: 'young', gender: 'woman' }, cluster: 'p1' },
        { id: '2.jpg', labels: { age: 'old', gender: null }, cluster: undefined },
      ]);
      digests.push(dataset.digest);
    }
    expect(digests[0]).toBe(digests[1]);
  });

  it('without a manifest take columns of few values for attributes, and say so', async () => {
    const lines = Array.from({ length: 41 }, (_, index) => `${index}.jpg,${index * 7},band ${index % 12},,x`);
    await using folder = await testFolder({
      'labels.csv': ['image_path,Serial,Age Band,Empty,größe', ...lines].join('\n'),
      ...Object.fromEntries(lines.map((_, index) => [`${index}.jpg`, `${index}`])),
    });
    const { manifest, samples, warnings } = await openDataset({ source: folder.path });
    expect(manifest).toMatchObject({ name: folder.path.split('/').at(-1), labels: 'unknown', format: 'csv' });
    expect(manifest.attributes).toEqual([
      {
        name: 'Age_Band',
        column: 'Age Band',
        kind: 'nominal',
        labels: Array.from({ length: 12 }, (_, index) => `band ${index}`),
      },
      { name: 'gr_e', column: 'größe', kind: 'nominal', labels: ['x'] },
    ]);
    expect(samples[13]).toMatchObject({ id: '13.jpg', labels: { Age_Band: 'band 1', gr_e: 'x' } });
    expect(warnings).toEqual([
      {
        code: 'attributes_inferred',
        message: expect.stringContaining(
          'Age_Band (12), gr_e (1). Left out for having more than 40 values: "Serial".',
        ),
      },
    ]);
  });

  it('without a manifest warn of ranges that a spreadsheet took for dates', async () => {
    await using folder = await testFolder({
      'labels.csv': 'file,age,month\n1.jpg,9-Mar,March\n2.jpg,Oct-19,May\n3.jpg,20-29,May\n',
      '1.jpg': '1',
      '2.jpg': '2',
      '3.jpg': '3',
    });
    const { warnings } = await openDataset({ source: folder.path });
    expect(warnings.slice(1)).toEqual([
      {
        code: 'labels_look_like_dates',
        message: expect.stringContaining('"9-Mar", "Oct-19" of age may be ranges'),
      },
    ]);
  });

  it('take absolute paths, those inside the image folder by their relative name', async () => {
    await using elsewhere = await testFolder({ 'b.jpg': 'b' });
    await using folder = await testFolder(IMAGES);
    await using tables = await testFolder({
      'labels.csv': `file,kind\n${folder.at('images/1.jpg')},a\n${elsewhere.at('b.jpg')},b\nimages\\2.jpg,a\n`,
    });
    const { samples } = await openDataset({ source: tables.at('labels.csv'), images: folder.path });
    expect(samples.map(({ id, path }) => [id, path])).toEqual([
      ['images/1.jpg', folder.at('images/1.jpg')],
      [elsewhere.at('b.jpg'), elsewhere.at('b.jpg')],
      ['images/2.jpg', folder.at('images/2.jpg')],
    ]);
  });

  it('count images that are byte for byte the same', async () => {
    await using folder = await testFolder({
      'labels.csv': 'file,kind\n1.jpg,a\n2.jpg,b\n3.jpg,a\n',
      '1.jpg': 'same',
      '2.jpg': 'same',
      '3.jpg': 'other',
    });
    const { warnings } = await openDataset({ source: folder.path });
    expect(warnings).toContainEqual({
      code: 'identical_images',
      message: '1 image is byte for byte the same as an earlier one.',
      count: 1,
    });
  });

  const gender = { attributes: [{ name: 'gender', labels: ['woman', 'man'] }] };
  it.each<[string, string, object | null, object]>([
    [
      'no image column',
      'id,gender\n1,man\n',
      gender,
      { code: 'no_image_column', message: expect.stringContaining('"id", "gender"') },
    ],
    [
      'no column of the declared name',
      'file,gender\n1.jpg,man\n',
      { ...gender, table: { imageColumn: 'photo' } },
      { code: 'no_image_column', message: expect.stringContaining('no column "photo"') },
    ],
    [
      'an attribute without column',
      'file,sex\n1.jpg,man\n',
      gender,
      { code: 'missing_column', message: expect.stringMatching(/"gender".*Its columns are "file", "sex"/) },
    ],
    [
      'unknown labels, all of which are named',
      'file,note,gender\n1.jpg,"a\nb",man\n2.jpg,,wman\n3.jpg,,Mann\n',
      gender,
      {
        code: 'unknown_label',
        message: expect.stringMatching(
          /labels\.csv, line 4: "wman" in gender is not a label of gender \(1 row\)\. Its labels are "woman", "man"\. Also unknown: "Mann" of gender \(line 5, 1 row\)/,
        ),
        hint: expect.stringContaining('Did you mean "woman"?'),
      },
    ],
    [
      'one image twice',
      'file,gender\n1.jpg,man\n2.jpg,man\n./1.jpg,woman\n',
      gender,
      {
        code: 'duplicate_sample',
        message: expect.stringContaining('lines 2 and 4 both name the image "1.jpg"'),
      },
    ],
    [
      'a path that leads out of the folder',
      'file,gender\n1.jpg,man\na/../../1.jpg,man\n',
      gender,
      { code: 'path_outside_folder', message: expect.stringContaining('line 3: "a/../../1.jpg"') },
    ],
    [
      'a row without image',
      'file,gender\n ,man\n',
      gender,
      { code: 'missing_image_name', message: expect.stringContaining('line 2') },
    ],
    ['no rows', 'file,gender\n', gender, { code: 'empty_table' }],
    ['no content', '', gender, { code: 'empty_table' }],
    [
      'images that are all elsewhere',
      'file,gender\nnowhere.jpg,man\n',
      gender,
      {
        code: 'missing_images',
        message: expect.stringContaining('None of the 1 images'),
        hint: expect.stringContaining('--images'),
      },
    ],
    [
      'nothing but the images',
      'file\n1.jpg\n',
      null,
      { code: 'no_attributes', hint: expect.stringContaining('attributes:') },
    ],
    [
      'a pattern, which belongs to folders',
      'file,gender\n1.jpg,man\n',
      { ...gender, pattern: '(?<gender>x)' },
      { code: 'invalid_manifest' },
    ],
  ])('are refused with %s', async (_, table, manifest, error) => {
    await using folder = await testFolder({ 'labels.csv': table, '1.jpg': '1', '2.jpg': '2', '3.jpg': '3' });
    await expect(
      openDataset({
        source: folder.at('labels.csv'),
        allowMissing: true,
        manifest: manifest === null ? undefined : datasetManifest.parse({ name: 'n', ...manifest }),
      }),
    ).rejects.toMatchObject({ evenhand: 'user-error', ...error });
  });

  it('of JSON are refused where a line has no image, and where no line has an attribute', async () => {
    const manifest = datasetManifest.parse({ name: 'n', ...gender });
    await using folder = await testFolder({
      'a.jsonl': '{"file":"1.jpg","gender":"man"}\n{"gender":"man"}\n',
      'b.jsonl': '{"file":"1.jpg"}\n',
      '1.jpg': '1',
    });
    await expect(openDataset({ source: folder.at('a.jsonl'), manifest })).rejects.toMatchObject({
      code: 'no_image_column',
      message: expect.stringContaining('line 2'),
    });
    await expect(openDataset({ source: folder.at('b.jsonl'), manifest })).rejects.toMatchObject({
      code: 'missing_column',
    });
  });

  it('stop at the twentieth unknown spelling: then it is the wrong column', async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => `${index}.jpg,${index}`);
    await using folder = await testFolder({ 'labels.csv': ['file,gender', ...lines].join('\n') });
    const manifest = datasetManifest.parse({ name: 'n', ...gender });
    await expect(openDataset({ source: folder.path, manifest })).rejects.toMatchObject({
      message: expect.stringMatching(/line 2: "0".*"19" of gender \(line 21, 1 row\)\.$/),
    });
  });
});
