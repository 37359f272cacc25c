import { describe, expect, test } from 'vitest';
import { createRun } from '../runs/create-run.js';
import { getRun } from '../runs/get-run.js';
import { insertLeaves, insertLeavesRun, leaf, leafPredictions, leavesRun } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { userErrorOf } from '../testing/user-error-of.js';
import type { PredictionRow, StoredFailure } from '../types.js';
import { appendBatch } from './append-batch.js';
import { appendSamples } from './append-samples.js';
import { doneSamples } from './done-samples.js';
import { iterateFailures } from './iterate-failures.js';
import { iteratePredictions } from './iterate-predictions.js';
import { packPredictions, type StoredSample } from './prediction-batch.js';

/** What iteratePredictions should say of these leaves. */
function rowsOf(samples: readonly number[]): PredictionRow[] {
  return samples.flatMap((sample) =>
    leafPredictions(sample).map((prediction) => ({
      ...prediction,
      sampleId: leaf(sample).id,
      labels: leaf(sample).labels,
      cluster: leaf(sample).cluster,
    })),
  );
}

const broken = (sample: number): StoredFailure => ({
  sample,
  code: 'unreadable_image',
  message: `the file ${sample}.jpg ends too early`,
});

describe('a batch', () => {
  test('is stored, counted and marks the time', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 20);
    db.$client.prepare("UPDATE runs SET heartbeat_at = '2025-01-01T00:00:00.000Z'").run();
    appendBatch(db, { run: id, predictions: [0, 1].flatMap(leafPredictions), failures: [broken(2)] });
    appendBatch(db, { run: id, predictions: [6, 13, 3].flatMap(leafPredictions), failures: [] });
    // Leaves 6 and 13 are excluded from one task.
    expect(getRun(db, id).counts).toEqual({ ok: 5, failed: 1, excluded: 2 });
    expect(Date.parse(getRun(db, id).heartbeatAt)).toBeGreaterThan(Date.parse('2025-01-02'));
    expect([...iteratePredictions(db, { run: id })]).toEqual(rowsOf([0, 1, 3, 6, 13]));
    expect([...iterateFailures(db, id)]).toEqual([
      { ...broken(2), sampleId: '2.jpg', labels: leaf(2).labels },
    ]);
    expect(doneSamples(db, id)).toEqual(new Set([0, 1, 2, 3, 6, 13]));
  });

  test('may lack scores and confidence, as imported predictions do', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 3);
    const bare = { sample: 1, task: 0, truth: 2, predicted: 0, confidence: null, scores: null };
    appendBatch(db, { run: id, predictions: [bare], failures: [] });
    expect([...iteratePredictions(db, { run: id })]).toEqual([
      { ...bare, sampleId: '1.jpg', labels: leaf(1).labels, cluster: undefined },
    ]);
  });

  test('is stored as a whole or not at all', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 20);
    appendBatch(db, { run: id, predictions: leafPredictions(0), failures: [] });
    const again = { run: id, predictions: [1, 0].flatMap(leafPredictions), failures: [broken(2)] };
    expect(() => appendBatch(db, again)).toThrow(/UNIQUE/);
    const notANumber = leafPredictions(1).map((row) => ({ ...row, scores: [Number.NaN, 0, 1] }));
    expect(() => appendBatch(db, { run: id, predictions: notANumber, failures: [] })).toThrow(RangeError);
    expect(doneSamples(db, id)).toEqual(new Set([0]));
    expect(getRun(db, id).counts).toEqual({ ok: 1, failed: 0, excluded: 0 });
  });

  test('replaces the warnings only where it brings some', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 20);
    const warnings = [{ code: 'cmyk', message: 'converted from CMYK', count: 1 }];
    appendBatch(db, { run: id, predictions: leafPredictions(0), failures: [], warnings });
    appendBatch(db, { run: id, predictions: leafPredictions(1), failures: [] });
    expect(getRun(db, id).warnings).toEqual(warnings);
  });
});

describe('a stream of samples', () => {
  const streamed = (sample: number): StoredSample =>
    sample % 10 === 9
      ? { sample, predictions: [], failure: { code: 'missing_prediction', message: `no ${sample}` } }
      : { sample, predictions: leafPredictions(sample), failure: null };
  // More than one statement inserts, and not a multiple of it.
  const count = 130;
  const all = Array.from({ length: count }, (_, index) => index);

  test('is stored as batches are', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, count);
    const warnings = [{ code: 'duplicate_rows', message: '1 row repeats an earlier one.', count: 1 }];
    appendSamples(db, { run: id, batches: packPredictions(all.map(streamed)), warnings });
    const predicted = all.filter((sample) => sample % 10 !== 9);
    expect([...iteratePredictions(db, { run: id })]).toEqual(rowsOf(predicted));
    expect([...iterateFailures(db, id)].map(({ sample, message }) => [sample, message])).toEqual(
      all.filter((sample) => sample % 10 === 9).map((sample) => [sample, `no ${sample}`]),
    );
    const excluded = predicted.filter((sample) => sample % 7 === 6).length;
    expect(getRun(db, id)).toMatchObject({ counts: { ok: 117, failed: 13, excluded }, warnings });
  });

  test('is stored as a whole or not at all', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, count);
    const batches = packPredictions([...all, 60].map(streamed));
    expect(() => appendSamples(db, { run: id, batches, warnings: [] })).toThrow(/UNIQUE/);
    expect(doneSamples(db, id)).toEqual(new Set());
    expect(getRun(db, id).counts).toEqual({ ok: 0, failed: 0, excluded: 0 });
  });
});

describe('reading predictions', () => {
  test('goes across windows and over gaps, in order of sample and task', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 30_000);
    const { id } = createRun(db, leavesRun());
    const other = createRun(db, leavesRun());
    const samples = [29_999, 29_000, 4096, 4095, 8191, 8192, 7, 15_000];
    for (const sample of samples) {
      appendBatch(db, { run: id, predictions: leafPredictions(sample), failures: [] });
    }
    appendBatch(db, { run: other.id, predictions: leafPredictions(100), failures: [] });
    samples.sort((a, b) => a - b);
    expect([...iteratePredictions(db, { run: id })]).toEqual(rowsOf(samples));
    for (const task of [0, 1]) {
      expect([...iteratePredictions(db, { run: id, task })]).toEqual(
        rowsOf(samples).filter((row) => row.task === task),
      );
    }
    expect([...iteratePredictions(db, { run: id, task: 2 })]).toEqual([]);
  });

  test('shares one labels object among samples with the same labels', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 200);
    const samples = Array.from({ length: 200 }, (_, index) => index);
    appendBatch(db, { run: id, predictions: samples.flatMap(leafPredictions), failures: [] });
    const byObject = new Set([...iteratePredictions(db, { run: id })].map((row) => row.labels));
    const byContent = new Set(samples.map((sample) => JSON.stringify(leaf(sample).labels)));
    expect(byObject.size).toBe(byContent.size);
  });

  test('leaves the database free between rows', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 20);
    appendBatch(db, {
      run: id,
      predictions: [0, 1].flatMap(leafPredictions),
      failures: [broken(4), broken(5)],
    });
    for (const row of iteratePredictions(db, { run: id, task: 0 })) {
      appendBatch(db, { run: id, predictions: leafPredictions(row.sample + 10), failures: [] });
    }
    for (const row of iterateFailures(db, id)) {
      appendBatch(db, { run: id, predictions: leafPredictions(row.sample + 10), failures: [] });
    }
    expect(doneSamples(db, id)).toEqual(new Set([0, 1, 4, 5, 10, 11, 14, 15]));
  });

  test('of a run without any, or without the run', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 3);
    expect([...iteratePredictions(db, { run: id })]).toEqual([]);
    expect([...iterateFailures(db, id)]).toEqual([]);
    expect(doneSamples(db, id)).toEqual(new Set());
    expect(userErrorOf(() => [...iteratePredictions(db, { run: 'r0' })]).code).toBe('unknown_run');
    expect(userErrorOf(() => [...iterateFailures(db, 'r0')]).code).toBe('unknown_run');
    expect(userErrorOf(() => doneSamples(db, 'r0')).code).toBe('unknown_run');
  });
});
