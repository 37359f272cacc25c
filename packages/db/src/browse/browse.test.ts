import { describe, expect, test } from 'vitest';
import { appendBatch } from '../predictions/append-batch.js';
import { insertLeavesRun, leaf, leafPredictions } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { userErrorOf } from '../testing/user-error-of.js';
import type { StoredFailure } from '../types.js';
import { readPredictionColumns } from './prediction-columns.js';
import { readSampleLabelSets } from './sample-label-sets.js';
import { readSampleOutcome } from './sample-outcome.js';
import { readSamplesAt } from './samples-at.js';

const failure: StoredFailure = { sample: 4, code: 'missing_file', message: 'there is no file 4.jpg' };

function leaves() {
  const { db } = temporaryDatabase();
  const { id, dataset } = insertLeavesRun(db, 20);
  appendBatch(db, { run: id, predictions: [6, 1, 9].flatMap(leafPredictions), failures: [failure] });
  return { db, run: id, dataset: dataset.name };
}

describe('browsing a run', () => {
  test('reads a stretch of one task as columns, in sample order', () => {
    const { db, run } = leaves();
    for (const task of [0, 1]) {
      const columns = readPredictionColumns(db, { run, task, from: 1, to: 9 });
      const expected = [1, 6].map((sample) => leafPredictions(sample)[task]);
      expect([...columns.sample]).toEqual([1, 6]);
      expect([...columns.truth]).toEqual(expected.map((row) => row?.truth ?? -1));
      expect([...columns.predicted]).toEqual(expected.map((row) => row?.predicted));
      expect([...columns.confidence]).toEqual(
        expected.map((row) => Math.fround(row?.confidence ?? Number.NaN)),
      );
    }
  });

  test('knows the labels of every sample', () => {
    const { db, dataset } = leaves();
    const { sets, setOf } = readSampleLabelSets(db, dataset);
    expect(setOf).toHaveLength(20);
    expect([...setOf].map((set) => sets.get(set))).toEqual(
      [...setOf.keys()].map((index) => leaf(index).labels),
    );
  });

  test('reads samples in the order asked for, without those that are not there', () => {
    const { db, dataset } = leaves();
    const found = readSamplesAt(db, dataset, [7, 2, 999]);
    expect(found).toEqual([7, 2].map((index) => expect.objectContaining({ ...leaf(index), index })));
  });

  test('says what a run makes of one sample', () => {
    const { db, run } = leaves();
    expect(readSampleOutcome(db, { run, sample: 6 })).toEqual({
      predictions: leafPredictions(6),
      failure: undefined,
    });
    expect(readSampleOutcome(db, { run, sample: 4 })).toEqual({ predictions: [], failure });
    expect(readSampleOutcome(db, { run, sample: 5 })).toEqual({ predictions: [], failure: undefined });
  });

  test('refuses names that are not there', () => {
    const { db } = leaves();
    expect(userErrorOf(() => readPredictionColumns(db, { run: 'x', task: 0, from: 0, to: 9 })).code).toBe(
      'unknown_run',
    );
    expect(userErrorOf(() => readSampleOutcome(db, { run: 'x', sample: 0 })).code).toBe('unknown_run');
    expect(userErrorOf(() => readSampleLabelSets(db, 'x')).code).toBe('unknown_dataset');
    expect(userErrorOf(() => readSamplesAt(db, 'x', [0])).code).toBe('unknown_dataset');
  });
});
