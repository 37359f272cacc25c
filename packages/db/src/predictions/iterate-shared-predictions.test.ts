import { describe, expect, test } from 'vitest';
import { insertDataset } from '../datasets/insert-dataset.js';
import { createRun } from '../runs/create-run.js';
import { insertLeaves, leaf, leafPredictions, leavesManifest, leavesRun, ROOT } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { userErrorOf } from '../testing/user-error-of.js';
import type { SharedPrediction, StoredPrediction } from '../types.js';
import { appendBatch } from './append-batch.js';
import { iterateSharedPredictions } from './iterate-shared-predictions.js';

const both = [
  [0, 0],
  [1, 1],
];

/** What one run says, of a stored prediction. */
function said({ truth, predicted, scores }: StoredPrediction): SharedPrediction['predictions'][number] {
  return { truth, predicted, scores: scores && [...scores] };
}

/** The rows of samples that two runs predict alike. */
function alike(samples: readonly number[]): SharedPrediction[] {
  return samples.flatMap((sample) =>
    leafPredictions(sample).map((row) => ({
      sample,
      labels: leaf(sample).labels,
      cluster: leaf(sample).cluster,
      task: row.task,
      predictions: [said(row), said(row)],
    })),
  );
}

describe('what two runs share', () => {
  test('are the samples that both have predicted, across windows, with all their tasks', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 10_000);
    const [a, b] = [createRun(db, leavesRun()), createRun(db, leavesRun())];
    const store = (run: string, samples: number[]): void =>
      appendBatch(db, { run, predictions: samples.flatMap(leafPredictions), failures: [] });
    store(a.id, [0, 3, 4095, 4096, 9000, 9999]);
    store(b.id, [9999, 9000, 5000, 4096, 4095, 1, 0]);
    const runs = [a.id, b.id];
    expect([...iterateSharedPredictions(db, { runs, tasks: both })]).toEqual(
      alike([0, 4095, 4096, 9000, 9999]),
    );
    expect([...iterateSharedPredictions(db, { runs, tasks: [] })]).toEqual([]);
  });

  test('tell the runs apart, whatever the place of a task in each', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 3);
    const [a, b] = [createRun(db, leavesRun()), createRun(db, leavesRun())];
    const row = (task: number, predicted: number, scores: number[] | null): StoredPrediction => ({
      ...{ sample: 2, task, truth: null, predicted, confidence: null, scores },
    });
    appendBatch(db, { run: a.id, predictions: [row(0, 1, null), row(1, 2, [0, 0, 1])], failures: [] });
    appendBatch(db, { run: b.id, predictions: [row(0, 0, null)], failures: [] });
    const crossed = { runs: [a.id, b.id], tasks: [[1, 0]] };
    expect([...iterateSharedPredictions(db, crossed)]).toEqual([
      {
        sample: 2,
        labels: leaf(2).labels,
        cluster: leaf(2).cluster,
        task: 0,
        predictions: [
          { truth: null, predicted: 2, scores: [0, 0, 1] },
          { truth: null, predicted: 0, scores: null },
        ],
      },
    ]);
  });

  test('are found by their id where the same data set is registered twice, in another order', () => {
    const { db } = temporaryDatabase();
    const samples = insertLeaves(db, 20);
    insertDataset(db, {
      manifest: { ...leavesManifest, name: 'leaves-again' },
      digest: 'leaves-digest',
      root: ROOT,
      samples: [...samples].reverse(),
      repairs: [],
      warnings: [],
    });
    const a = createRun(db, leavesRun());
    const b = createRun(db, leavesRun({ dataset: 'leaves-again' }));
    const c = createRun(db, leavesRun());
    const shifted = (sample: number): StoredPrediction[] =>
      leafPredictions(sample).map((row) => ({ ...row, sample: 19 - sample }));
    for (const run of [a, c]) {
      appendBatch(db, { run: run.id, predictions: [2, 5, 6, 11].flatMap(leafPredictions), failures: [] });
    }
    appendBatch(db, { run: b.id, predictions: [6, 2, 3, 11].flatMap(shifted), failures: [] });
    const rows = [
      ...iterateSharedPredictions(db, {
        runs: [a.id, b.id, c.id],
        tasks: [
          [0, 0, 0],
          [1, 1, 1],
        ],
      }),
    ];
    expect(rows).toEqual(
      alike([2, 6, 11]).map((row) => ({ ...row, predictions: [0, 1, 2].map(() => row.predictions[0]) })),
    );
  });

  test('needs runs that are there', () => {
    const { db } = temporaryDatabase();
    insertLeaves(db, 3);
    const { id } = createRun(db, leavesRun());
    const missing = { runs: [id, 'r0'], tasks: both };
    expect(userErrorOf(() => [...iterateSharedPredictions(db, missing)]).code).toBe('unknown_run');
  });
});
