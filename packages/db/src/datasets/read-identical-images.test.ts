import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { leaf, leavesManifest, ROOT } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { insertDataset } from './insert-dataset.js';
import { readIdenticalImages } from './read-identical-images.js';

test('identical images are found by their digests, with the labels that conflict; rows without images are not', () => {
  const { db } = temporaryDatabase();
  const same = 'a'.repeat(64);
  // Leaves 0 and 18 have all labels in common, leaf 1 other ones but for the size; 4 and 5 have no image.
  const samples = [0, 18, 1, 2, 4, 5].map((index) => {
    const sha256 = [0, 18].includes(index) ? same : [4, 5].includes(index) ? '' : leaf(index).sha256;
    return { ...leaf(index), sha256, path: sha256 === '' ? null : leaf(index).path };
  });
  const twins = { ...leaf(30), sha256: leaf(1).sha256 };
  insertDataset(db, {
    manifest: leavesManifest,
    digest: 'd',
    root: ROOT,
    repairs: [],
    warnings: [],
    samples: [...samples, twins],
  });
  const expected = [
    { samples: ['0.jpg', '18.jpg'], conflicts: [] },
    { samples: ['1.jpg', '30.jpg'], conflicts: ['species', 'size', 'light'] },
  ];
  expect(readIdenticalImages(db, 'leaves')).toEqual(expected);

  // As in a workspace from before they were stored.
  db.$client.exec('DELETE FROM identical_images');
  const migration = readFileSync(new URL('../../drizzle/0007_identical_images.sql', import.meta.url), 'utf8');
  db.$client.exec(migration.split('--> statement-breakpoint')[1] ?? '');
  expect(readIdenticalImages(db, 'leaves')).toEqual(expected);
});
