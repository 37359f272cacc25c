import { describe, expect, test } from 'vitest';
import { appendBatch } from '../predictions/append-batch.js';
import { finishRun } from '../results/finish-run.js';
import { insertLeavesRun, leaf, leafPredictions } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { userErrorOf } from '../testing/user-error-of.js';
import type { RunResult, StoredFailure } from '../types.js';
import { ColumnCollector } from './column-collector.js';
import { readLabelSetSizes } from './label-set-sizes.js';
import { packColumns, unpackColumns } from './pack-columns.js';
import {
  joinColumns,
  type PredictionColumns,
  readPredictionColumns,
  readStoredColumns,
} from './prediction-columns.js';
import { readSampleOutcome } from './sample-outcome.js';
import { readSamplesAt } from './samples-at.js';

const nothing: Omit<RunResult, 'predictions'> = {
  counts: { ok: 3, failed: 1, excluded: 0 },
  excluded: [0, 0],
  warnings: [],
  countRows: [],
  scoreTables: new Map(),
  metrics: [],
  headlines: [],
};
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
    const { db, run, dataset } = leaves();
    const sizes = readLabelSetSizes(db, dataset);
    const labelsOf = new Map(sizes.map(({ labelSet, labels }) => [labelSet, labels]));
    const { sample, labelSet } = readPredictionColumns(db, { run, task: 0, from: 0, to: 20 });
    expect([...labelSet].map((set) => labelsOf.get(set))).toEqual(
      [...sample].map((index) => leaf(index).labels),
    );
    expect(sizes.reduce((sum, { samples }) => sum + samples, 0)).toBe(20);
  });

  test('reads a finished run in one go, as stretch by stretch', () => {
    const { db, run } = leaves();
    expect(readStoredColumns(db, { run, task: 0 })).toBeUndefined();
    const predictions = new ColumnCollector();
    for (const row of [6, 1, 9].flatMap(leafPredictions)) predictions.add(row);
    finishRun(db, { run, ...nothing, predictions });
    for (const task of [0, 1]) {
      const parts = [0, 7].map((from) => readPredictionColumns(db, { run, task, from, to: from + 7 }));
      expect(readStoredColumns(db, { run, task })).toEqual({ ...joinColumns(parts), scored: 3 });
    }
  });

  test('packs numbers of every size', () => {
    for (const [labelSet, label, sample] of [
      [3, 9, [0, 1]],
      [300, 254, [0, 1]],
      [70_000, 255, [4, 9]],
      [1, 30_000, [1, 2 ** 31]],
    ] as const) {
      const columns: PredictionColumns = {
        sample: Uint32Array.from(sample),
        labelSet: Uint32Array.of(0, labelSet),
        truth: Int16Array.of(-1, label),
        predicted: Int16Array.of(label, 0),
        confidence: Float32Array.of(Number.NaN, 0.25),
      };
      expect(unpackColumns(packColumns(columns))).toEqual(columns);
    }
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
    expect(userErrorOf(() => readLabelSetSizes(db, 'x')).code).toBe('unknown_dataset');
    expect(userErrorOf(() => readSamplesAt(db, 'x', [0])).code).toBe('unknown_dataset');
  });
});
