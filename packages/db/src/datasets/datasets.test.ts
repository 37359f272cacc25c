import { describe, expect, test } from 'vitest';
import { readSamplesAt } from '../browse/samples-at.js';
import { createRun } from '../runs/create-run.js';
import { listRuns } from '../runs/list-runs.js';
import { insertLeaves, leaf, leavesManifest, leavesRun, ROOT } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { userErrorOf } from '../testing/user-error-of.js';
import { deleteDataset } from './delete-dataset.js';
import { getDataset } from './get-dataset.js';
import { insertDataset } from './insert-dataset.js';
import { listDatasets } from './list-datasets.js';
import { readSamples } from './read-samples.js';

const empty = { manifest: leavesManifest, digest: 'd', root: ROOT, repairs: [], warnings: [] };

describe('data sets', () => {
  test('come back as they were added', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 20);
    const dataset = getDataset(db, 'leaves');
    expect(dataset).toEqual({
      name: 'leaves',
      digest: 'leaves-digest',
      manifest: leavesManifest,
      root: ROOT,
      samples: 20,
      repairs: [{ attribute: 'size', from: 'smal', to: 'small', count: 2 }],
      warnings: [],
      addedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(listDatasets(db)).toEqual([dataset]);
  });

  test('give their samples with index, in order, across pages', () => {
    const { db } = temporaryDatabase();
    const samples = insertLeaves(db, 10_000);
    expect([...readSamples(db, 'leaves')]).toEqual(samples.map((sample, index) => ({ index, ...sample })));
  });

  test('keep each combination of labels once, with its number of samples', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 100);
    const rows = db.$client
      .prepare('SELECT label_set AS labelSet, labels, sample_count AS n FROM label_sets ORDER BY 1')
      .all() as { labelSet: number; labels: string; n: number }[];
    const expected = new Map<string, number>();
    for (let index = 0; index < 100; index += 1) {
      const key = JSON.stringify(leaf(index).labels);
      expected.set(key, (expected.get(key) ?? 0) + 1);
    }
    expect(rows).toEqual([...expected].map(([labels, n], labelSet) => ({ labelSet, labels, n })));
    const samples = [...readSamples(db, 'leaves')];
    expect(new Set(samples.map((sample) => sample.labels)).size).toBe(expected.size);
  });

  test('keep paths outside their folder, and awkward ones inside', () => {
    const { db } = temporaryDatabase();
    const paths = [`${ROOT}/a/..b.jpg`, `${ROOT}2/c.jpg`, '/elsewhere/d.jpg', `${ROOT}/naïve 'é.jpg`];
    const samples = paths.map((path, index) => ({ ...leaf(index), id: path, path }));
    insertDataset(db, { ...empty, samples });
    expect([...readSamples(db, 'leaves')].map((sample) => sample.path)).toEqual(paths);
  });

  test('keep the rows of images in Parquet files', () => {
    const { db } = temporaryDatabase();
    const manifest = { ...leavesManifest, table: { imageColumn: 'image.bytes' } };
    const cell = (row: number) => ({ column: 'image.bytes', row });
    const samples = [7, 0].map((row) => ({
      ...leaf(row),
      path: `${ROOT}/data/test.parquet`,
      cell: cell(row),
    }));
    insertDataset(db, { ...empty, manifest, samples });
    const stored = samples.map((sample, index) => ({ index, ...sample }));
    expect([...readSamples(db, 'leaves')]).toEqual(stored);
    expect(readSamplesAt(db, 'leaves', [1])).toEqual(stored.slice(1));
  });

  test('cannot be added twice', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 3);
    expect(userErrorOf(() => insertDataset(db, { ...empty, samples: [] })).code).toBe('dataset_exists');
    expect(getDataset(db, 'leaves').samples).toBe(3);
  });

  // The repeated sample among few and amid many, where one statement inserts dozens.
  test.each([
    [[0, 1, 0], 0],
    [[...Array(500).keys(), 37, ...Array.from({ length: 500 }, (_, index) => 500 + index)], 37],
  ])('with a sample twice are refused as a whole', (leaves, twice) => {
    const { db } = temporaryDatabase();
    const samples = leaves.map(leaf);
    expect(userErrorOf(() => insertDataset(db, { ...empty, samples }))).toMatchObject({
      code: 'duplicate_sample',
      message: `The sample ${twice}.jpg occurs more than once in the data set.`,
    });
    expect(db.$client.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(listDatasets(db)).toEqual([]);
    insertLeaves(db, 3);
  });

  test('whose source fails midway leave nothing behind', () => {
    const { db } = temporaryDatabase();
    function* broken() {
      yield leaf(0);
      throw new Error('disk unplugged');
    }
    expect(() => insertDataset(db, { ...empty, samples: broken() })).toThrow('disk unplugged');
    expect(db.$client.prepare('SELECT count(*) FROM samples').pluck().get()).toBe(0);
    expect(listDatasets(db)).toEqual([]);
  });

  test('that are not there are answered with those that are', () => {
    const { db } = temporaryDatabase();
    expect(userErrorOf(() => getDataset(db, 'faces')).hint).toContain('evenhand dataset add');
    insertLeaves(db, 3);
    expect(userErrorOf(() => getDataset(db, 'faces'))).toEqual({
      code: 'unknown_dataset',
      message: 'There is no data set faces in this workspace.',
      hint: 'There are: leaves',
    });
    expect(userErrorOf(() => [...readSamples(db, 'faces')]).code).toBe('unknown_dataset');
  });

  test('are not removed under their runs, unless forced', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 3);
    const ids = Array.from({ length: 7 }, () => createRun(db, leavesRun()).id).reverse();
    const { code, message } = userErrorOf(() => deleteDataset(db, { name: 'leaves' }));
    expect(code).toBe('dataset_in_use');
    expect(message).toBe(`The data set leaves is used by 7 runs: ${ids.slice(0, 5).join(', ')} and 2 more.`);
    expect(listRuns(db)).toHaveLength(7);
    deleteDataset(db, { name: 'leaves', force: true });
    expect(listRuns(db)).toEqual([]);
    expect(db.$client.prepare('SELECT count(*) FROM samples').pluck().get()).toBe(0);
    expect(db.$client.prepare('SELECT count(*) FROM label_sets').pluck().get()).toBe(0);
  });

  test('without runs are simply removed', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 3);
    deleteDataset(db, { name: 'leaves' });
    expect(listDatasets(db)).toEqual([]);
    expect(userErrorOf(() => deleteDataset(db, { name: 'leaves' })).code).toBe('unknown_dataset');
  });
});
