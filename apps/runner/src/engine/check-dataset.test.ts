import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { datasetCheck } from '@evenhand/contracts';
import { openDataset } from '@evenhand/dataset';
import { closeDatabase, type Db, insertDataset, openDatabase } from '@evenhand/db';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkDataset } from './check-dataset.js';

const SIDE = 160;

/** A picture of a few soft blobs, other ones for every seed: as smooth and as varied as a photograph. */
function picture(seed: number): Promise<Buffer> {
  const random = (n: number): number => Math.abs(Math.sin(seed * 1000 + n * 12.9898) * 43758.5453) % 1;
  const blobs = Array.from({ length: 12 }, (_, n) => ({
    x: random(5 * n) * SIDE,
    y: random(5 * n + 1) * SIDE,
    size: (0.05 + 0.2 * random(5 * n + 2)) * SIDE,
    light: 200 * (random(5 * n + 3) - 0.5),
  }));
  const pixels = Buffer.alloc(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      let value = 128;
      for (const blob of blobs) {
        value += blob.light * Math.exp(-((x - blob.x) ** 2 + (y - blob.y) ** 2) / (2 * blob.size ** 2));
      }
      const place = 3 * (y * SIDE + x);
      pixels.fill(Math.max(0, Math.min(255, value)), place, place + 3);
    }
  }
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

let folder = '';
let db: Db;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenhand-check-'));
  db = openDatabase({ file: join(folder, 'test.db') });
  const first = await picture(1);
  const edge = Math.round(0.02 * SIDE);
  const inner = { left: edge, top: edge, width: SIDE - 2 * edge, height: SIDE - 2 * edge };
  const others = await Promise.all(
    Array.from({ length: 40 }, async (_, n) => [`other-${n}.jpg`, await picture(n + 2)] as const),
  );
  await register('faces', [
    ['train/first.jpg', first],
    ['val/copy.jpg', first],
    ['recompressed.jpg', await sharp(first).jpeg({ quality: 40 }).toBuffer()],
    ['resized.png', await sharp(first).resize(90).png().toBuffer()],
    ['brighter.jpg', await sharp(first).linear(1, 20).jpeg().toBuffer()],
    ['cropped.jpg', await sharp(first).extract(inner).jpeg().toBuffer()],
    [
      'blank.png',
      await sharp({ create: { width: 40, height: 40, channels: 3, background: 'grey' } })
        .png()
        .toBuffer(),
    ],
    ['broken.jpg', first.subarray(0, 2000)],
    ...others,
  ]);
  const leaked = others.slice(0, 3).map(([name, bytes]) => [`train/${name}`, bytes] as const);
  await register('training', [
    ...leaked,
    ['train/again.jpg', await sharp(others[3]?.[1]).jpeg({ quality: 30 }).toBuffer()],
    ['train/new.jpg', await picture(99)],
  ]);
});

afterAll(async () => {
  closeDatabase(db);
  await rm(folder, { recursive: true });
});

/** Every third image is of the other sex, except the copies: only `copy.jpg` is labelled otherwise than `first.jpg`. */
async function register(name: string, images: readonly (readonly [string, Uint8Array])[]): Promise<void> {
  const rows = images.map(
    ([file], n) =>
      `${file},${file === 'val/copy.jpg' || n % 3 === 2 ? 'Male' : 'Female'},${n % 5 === 0 ? '' : 'old'}`,
  );
  for (const [file, bytes] of images) {
    const path = join(folder, name, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  const manifest = `name: ${name}
format: csv
table: { file: labels.csv, imageColumn: file }
attributes:
  - { name: gender, labels: [Female, Male] }
  - { name: age, labels: [young, old] }
`;
  await writeFile(join(folder, name, 'labels.csv'), ['file,gender,age', ...rows].join('\n'));
  await writeFile(join(folder, name, 'dataset.yaml'), manifest);
  insertDataset(db, { ...(await openDataset({ source: join(folder, name), name })) });
}

it('finds what is identical, near, blank and broken, and nothing else', async () => {
  const check = datasetCheck.parse(await checkDataset(db, { name: 'faces' }));
  expect(check.images).toMatchObject({ total: 48, absent: 0, blank: ['blank.png'] });
  expect(check.images.failures).toEqual([
    { sample: 'broken.jpg', code: 'unreadable_image', message: expect.stringContaining('cannot be decoded') },
  ]);
  expect(check.alike).toEqual([
    {
      kind: 'identical',
      samples: ['train/first.jpg', 'val/copy.jpg'],
      conflicts: { gender: { Female: 1, Male: 1 } },
      splits: ['train', 'val'],
      similarity: 1,
    },
    {
      kind: 'near',
      samples: [
        'train/first.jpg',
        'val/copy.jpg',
        'recompressed.jpg',
        'resized.png',
        'brighter.jpg',
        'cropped.jpg',
      ],
      conflicts: { gender: { Female: 3, Male: 3 } },
      splits: ['train', 'val'],
      similarity: expect.any(Number),
    },
  ]);
  expect(check.near).toMatchObject({ radius: 14, correlation: 0.985 });
});

it('counts cells, missing labels, entropy and what can be shown', async () => {
  const { cells, missing, entropy, detectable } = await checkDataset(db, { name: 'faces' });
  // Rows 2, 5, … 47 are Male, and row 1; rows 0, 5, … 45 have no age.
  expect(missing).toEqual({ age: 10 });
  expect(cells).toMatchObject([
    { by: ['gender'], cells: 2, empty: 0, few: 0, small: 1, n: 48 },
    { by: ['age'], cells: 2, empty: 1, few: 0, small: 0, n: 38 },
    { by: ['gender', 'age'], cells: 4, empty: 2, few: 0, small: 2, n: 38 },
  ]);
  expect(cells[1]?.worst).toEqual([{ group: { age: 'young' }, n: 0 }]);
  expect(entropy[0]).toMatchObject({ attribute: 'age', evenness: 0, mode: 'old', share: 1 });
  expect(detectable.groups.map(({ group, n }) => [group, n])).toEqual([
    [{ gender: 'Female' }, 31],
    [{ gender: 'Male' }, 17],
    [{ gender: 'Female', age: 'old' }, 24],
    [{ gender: 'Male', age: 'old' }, 14],
  ]);
  for (const { drops } of detectable.groups)
    expect(drops.map(({ accuracy }) => accuracy)).toEqual([0.7, 0.9]);
});

it('finds what is in another data set too, as it is or nearly', async () => {
  const { alike } = await checkDataset(db, { name: 'faces', against: 'training' });
  const shared = alike.filter(({ against }) => against !== undefined);
  expect(shared.map(({ kind, samples, against }) => [kind, samples, against])).toEqual([
    ['identical', ['other-0.jpg'], ['train/other-0.jpg']],
    ['identical', ['other-1.jpg'], ['train/other-1.jpg']],
    ['identical', ['other-2.jpg'], ['train/other-2.jpg']],
    ['near', ['other-3.jpg'], ['train/again.jpg']],
  ]);
});
