import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset, OpenDatasetOptions } from './dataset.js';
import { checkImages } from './images/check-images.js';
import { openDataset } from './open-dataset.js';
import { testFolder } from './testing/folder.js';
import { CLASSES, type FaceRow, type FacesOptions, parquetFaces } from './testing/parquet-faces.js';
import { sharedFile } from './testing/shared.js';
import { shippedManifests } from './testing/shipped.js';

const rows: FaceRow[] = Array.from({ length: 12 }, (_, index) => ({
  bytes: Buffer.from(`image ${index}`),
  path: `val/${index}.jpg`,
  age: index % 9,
  gender: index % 2,
  race: index % 7,
  service_test: index % 3 === 0,
}));

async function open(
  files: Readonly<Record<string, Uint8Array | string>>,
  options: Partial<OpenDatasetOptions> = {},
): Promise<Dataset> {
  await using folder = await testFolder(files);
  const source = options.source === undefined ? folder.path : folder.at(options.source);
  return await openDataset({ shippedManifests, ...options, source });
}

const one = (changes: FaceRow[], options?: FacesOptions): Record<string, Uint8Array> => ({
  'data/test-00000-of-00001.parquet': parquetFaces(changes, options),
});

describe('a data set in Parquet', () => {
  it('has its images in cells and its labels by the names of the classes', async () => {
    const { samples, manifest, warnings, root } = await open(one(rows));
    expect(samples).toHaveLength(12);
    expect(samples[10]).toEqual({
      id: 'val/10.jpg',
      path: join(root, 'data/test-00000-of-00001.parquet'),
      cell: { column: 'image.bytes', row: 10 },
      labels: { age: '3-9', gender: 'Male', race: 'White', service_test: 'false' },
      sha256: createHash('sha256').update('image 10').digest('hex'),
      cluster: undefined,
    });
    expect(manifest).toMatchObject({
      format: 'parquet',
      table: { imageColumn: 'image.bytes', split: 'test' },
    });
    expect(manifest.attributes.map(({ name, labels }) => [name, labels])).toEqual([
      ...Object.entries(CLASSES),
      ['service_test', ['false', 'true']],
    ]);
    expect(warnings.map(({ code }) => code)).toEqual(['attributes_inferred']);
  });

  it('is the same data set whatever the order in which the classes are numbered', async () => {
    const turned = Object.fromEntries(
      Object.entries(CLASSES).map(([name, names]) => [name, names.toReversed()]),
    );
    const renumbered = rows.map((row) => ({
      ...row,
      age: 8 - (row.age ?? 0),
      gender: 1 - (row.gender ?? 0),
      race: 6 - (row.race ?? 0),
    }));
    const options = { manifest: 'fairface', format: 'parquet' as const };
    const first = await open(one(rows), options);
    const second = await open(one(renumbered, { classes: turned }), options);
    expect(second.digest).toBe(first.digest);
    expect(first.manifest.attributes.map(({ name, kind }) => [name, kind])).toEqual([
      ['age', 'ordinal'],
      ['gender', 'nominal'],
      ['race', 'nominal'],
    ]);
  });

  it('takes the names of classes from the card where the file has none', async () => {
    const names = (list: readonly string[]): string =>
      list.map((name, number) => `          '${number}': ${name}`).join('\n');
    const card = `---
license: cc-by-4.0
dataset_info:
- config_name: default
  features:
  - name: image
    dtype: image
${Object.entries(CLASSES)
  .map(([name, list]) => `  - name: ${name}\n    dtype:\n      class_label:\n        names:\n${names(list)}`)
  .join('\n')}
  splits:
  - name: test
---
# Faces
`;
    const plain = { classes: null };
    const options = { manifest: 'fairface', format: 'parquet' as const };
    const { digest, samples } = await open({ ...one(rows, plain), 'README.md': card }, options);
    expect(digest).toBe((await open(one(rows), options)).digest);
    expect(samples[1]?.labels).toEqual({ age: '3-9', gender: 'Female', race: 'Indian' });
    expect((await open({ ...one(rows, plain), 'README.md': card })).manifest.licence).toBe('cc-by-4.0');
  });

  it('takes them from the manifest where neither says them, and never from their number', async () => {
    const manifest = {
      schemaVersion: 1 as const,
      name: 'faces',
      labels: 'perceived' as const,
      attributes: [
        {
          name: 'gender',
          kind: 'nominal' as const,
          labels: ['Female', 'Male'],
          values: { '0': 'Male', '1': 'Female' },
        },
      ],
    };
    const { samples } = await open(one(rows, { classes: null }), { manifest });
    expect(samples.map(({ labels }) => labels['gender']).slice(0, 3)).toEqual(['Male', 'Female', 'Male']);
    await expect(
      open(one(rows, { classes: null }), { manifest: 'fairface', format: 'parquet' }),
    ).rejects.toMatchObject({
      code: 'unknown_label',
      message: expect.stringContaining('row 0: "0" in age is not a label of age'),
    });
    // Without any description integers are left out.
    const inferred = await open(one(rows, { classes: null }));
    expect(inferred.manifest.attributes.map(({ name }) => name)).toEqual(['service_test']);
    expect(inferred.warnings[0]?.message).toContain('left out: "age", "gender", "race"');
  });

  it('reads −1 and nothing as no label', async () => {
    const { samples, warnings } = await open(
      one([...rows, { bytes: Buffer.from('x'), path: 'x', gender: -1, race: null }]),
    );
    expect(samples[12]?.labels).toMatchObject({ gender: null, race: null });
    expect(warnings).toContainEqual({
      code: 'missing_labels',
      message: '1 sample has no label for race.',
      count: 1,
    });
  });

  it('refuses an integer that has no name, with its row', async () => {
    const bad = rows.map((row, index) => (index === 7 ? { ...row, race: 7 } : row));
    await expect(open(one(bad))).rejects.toMatchObject({
      code: 'unknown_label',
      message: expect.stringMatching(
        /parquet, row 7: the class 7 of race has no name. The data set names 0 to 6/,
      ),
    });
  });

  it('refuses rows without an image, unless they shall be left out', async () => {
    const bad = rows.map((row, index) => (index === 3 ? { ...row, bytes: null } : row));
    await expect(open(one(bad))).rejects.toMatchObject({
      code: 'missing_images',
      message: expect.stringMatching(/^1 of 12 rows hold no image: row 3 of /),
    });
    expect(await open(one(bad), { allowMissing: true })).toMatchObject({
      leftOut: 1,
      warnings: expect.arrayContaining([expect.objectContaining({ code: 'missing_images', count: 1 })]),
    });
  });

  it('names samples by file and row where the images have no names of their own', async () => {
    for (const path of [null, 'same.jpg', '../out.jpg']) {
      const { samples } = await open(one(rows.map((row) => ({ ...row, path }))));
      expect(samples[4]?.id).toBe('data/test-00000-of-00001.parquet#4');
    }
  });

  it('reads several files of one split, and only them', async () => {
    const files = {
      'small/train-00000-of-00001.parquet': parquetFaces(rows.slice(0, 1)),
      'small/validation-00000-of-00002.parquet': parquetFaces(rows.slice(1, 5)),
      'small/validation-00001-of-00002.parquet': parquetFaces(rows.slice(5)),
      'large/validation-00000-of-00001.parquet': parquetFaces(rows.slice(0, 2)),
    };
    await expect(open(files)).rejects.toMatchObject({
      code: 'config_needed',
      hint: 'Say which with --config.',
    });
    await expect(open(files, { config: 'small' })).rejects.toMatchObject({ code: 'split_needed' });
    await expect(open(files, { config: 'huge' })).rejects.toMatchObject({ code: 'unknown_config' });
    const { samples } = await open(files, { config: 'small', split: 'val' });
    expect(samples.map(({ cell }) => cell?.row)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6]);
    const { samples: alone } = await open(files, { source: 'large/validation-00000-of-00001.parquet' });
    expect(alone).toHaveLength(2);
  });

  it('refuses files that are cut short, of other columns, or no Parquet', async () => {
    const whole = parquetFaces(rows);
    await expect(open({ 'a.parquet': whole.subarray(0, 900) })).rejects.toMatchObject({
      code: 'malformed_parquet',
    });
    await expect(open({ 'a.parquet': 'no' })).rejects.toMatchObject({ code: 'malformed_parquet' });
    await expect(open({ 'a.csv': 'file,x' }, { format: 'parquet' })).rejects.toMatchObject({
      code: 'no_parquet_files',
    });
    const manifest = {
      schemaVersion: 1 as const,
      name: 'faces',
      labels: 'perceived' as const,
      attributes: [{ name: 'hair', kind: 'nominal' as const, labels: ['red'] }],
    };
    await expect(open(one(rows), { manifest })).rejects.toMatchObject({
      code: 'missing_column',
      message: expect.stringContaining(
        'has no column "hair". Its columns are "image.bytes", "image.path", "age"',
      ),
    });
  });

  it('is checked image by image', async () => {
    await using folder = await testFolder(one(rows));
    const { samples } = await openDataset({ source: folder.path });
    expect(await checkImages(samples)).toEqual([]);
    const changed = samples.map((sample, index) =>
      index === 2 ? { ...sample, sha256: 'f'.repeat(64) } : sample,
    );
    expect(await checkImages(changed)).toMatchObject([{ sample: 'val/2.jpg', code: 'image_changed' }]);
  });
});

const faces = sharedFile('real/fairface');

describe.skipIf(faces === null)('600 real images, put into Parquet', () => {
  it('are the same data set as in their folder', async () => {
    const folder = faces ?? '';
    const plain = await openDataset({
      source: folder,
      format: 'fairface',
      allowMissing: true,
      shippedManifests,
    });
    const numberOf = (name: keyof typeof CLASSES, label: string | null | undefined): number =>
      CLASSES[name].indexOf(label ?? '');
    const packed = plain.samples.map(({ id, path, labels }) => ({
      bytes: new Uint8Array(readFileSync(path ?? '')),
      path: id,
      age: numberOf('age', labels['age']),
      gender: numberOf('gender', labels['gender']),
      race: numberOf('race', labels['race']),
    }));
    const options = { format: 'parquet' as const, manifest: 'fairface' };
    const { digest, samples } = await open(one(packed, { rowGroupSize: 100, pageSize: 1 << 20 }), options);
    expect(samples).toHaveLength(600);
    expect(digest).toBe(plain.digest);
  });
});
