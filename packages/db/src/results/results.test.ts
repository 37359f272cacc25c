import type { Estimate } from '@evenhand/contracts';
import { describe, expect, test } from 'vitest';
import { ColumnCollector } from '../browse/column-collector.js';
import { appendBatch } from '../predictions/append-batch.js';
import { getRun } from '../runs/get-run.js';
import { resumeRun } from '../runs/resume-run.js';
import { insertLeavesRun, leafPredictions } from '../testing/leaves.js';
import { temporaryDatabase } from '../testing/temporary.js';
import { userErrorOf } from '../testing/user-error-of.js';
import type { CountRow, MetricRow, RunResult } from '../types.js';
import { finishRun } from './finish-run.js';
import { readAuditPart } from './read-audit-part.js';
import { readCounts } from './read-counts.js';
import { readScoreTables } from './read-score-tables.js';
import { readSummary } from './read-summary.js';

const dawn = { species: 'ash', size: 'small', light: 'dawn' };
const dark = { species: 'ash', size: 'small', light: null };
const countRows: CountRow[] = [
  { task: 0, labels: dawn, truth: 0, predicted: 0, n: 7 },
  { task: 0, labels: dawn, truth: 0, predicted: 2, n: 1 },
  { task: 0, labels: dark, truth: 1, predicted: 0, n: 3 },
  { task: 1, labels: dawn, truth: 2, predicted: 2, n: 8 },
];
const certain: Estimate = { value: 0.875, low: 0.5291, high: 0.9776, n: 8, method: 'wilson' };
const undefinedRecall: Estimate = {
  value: null,
  low: null,
  high: null,
  n: 0,
  method: 'wilson',
  reason: 'no_true',
};
const metrics: MetricRow[] = [
  { task: 'species', group: {}, class: null, metric: 'accuracy', estimate: { ...certain, n: 7.5 } },
  { task: 'species', group: { light: 'dawn' }, class: null, metric: 'accuracy', estimate: certain },
  { task: 'species', group: { light: 'dawn' }, class: 'elm', metric: 'recall', estimate: undefinedRecall },
];
const result: RunResult = {
  counts: { ok: 12, failed: 1, excluded: 2 },
  excluded: [0, 2],
  warnings: [{ code: 'cmyk', message: 'converted from CMYK', count: 3 }],
  predictions: new ColumnCollector(),
  countRows,
  scoreTables: new Map([
    [0, '{"brier":[1,2]}'],
    [1, '{"brier":[3]}'],
  ]),
  metrics,
  headlines: [{ task: 'species', accuracy: certain, gap: null }],
  forPages: {
    version: '1.2.3',
    summary: { real: ['ash is taken for oak'], noise: [] },
    parts: [
      { task: 'species', part: 0, content: Uint8Array.of(1, 2, 3) },
      { task: 'size', part: 2, content: Uint8Array.of(4) },
    ],
  },
};

describe('finishing a run', () => {
  test('stores its counts, sums and metrics', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 13);
    expect(readCounts(db, id)).toEqual([]);
    const run = finishRun(db, { run: id, ...result });
    expect(run).toEqual(getRun(db, id));
    expect(run).toMatchObject({
      status: 'finished',
      finishedAt: expect.stringMatching(/Z$/),
      counts: result.counts,
      warnings: result.warnings,
      headlines: result.headlines,
    });
    expect(run.tasks.map((task) => task.excluded)).toEqual([0, 2]);
    expect(readCounts(db, id)).toEqual(countRows);
    expect(readScoreTables(db, id)).toEqual(result.scoreTables);
    expect(readSummary(db, id)).toEqual({
      version: '1.2.3',
      content: { real: ['ash is taken for oak'], noise: [] },
    });
    expect(readAuditPart(db, { run: id, task: 0, part: 0 })).toEqual(Buffer.of(1, 2, 3));
    expect(readAuditPart(db, { run: id, task: 1, part: 2 })).toEqual(Buffer.of(4));
    expect(readAuditPart(db, { run: id, task: 1, part: 0 })).toBeUndefined();
  });

  test('shares one labels object among the counts of a group', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 13);
    finishRun(db, { run: id, ...result });
    expect(new Set(readCounts(db, id).map((row) => row.labels)).size).toBe(2);
  });

  test('happens as a whole or not at all, and once', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 13);
    const unknownTask = metrics.map((row) => ({ ...row, task: 'colour' }));
    expect(() => finishRun(db, { run: id, ...result, metrics: unknownTask })).toThrow('no task colour');
    expect(getRun(db, id).status).toBe('running');
    expect(readCounts(db, id)).toEqual([]);
    finishRun(db, { run: id, ...result });
    expect(userErrorOf(() => finishRun(db, { run: id, ...result })).code).toBe('run_taken_over');
    expect(userErrorOf(() => resumeRun(db, id)).code).toBe('run_finished');
    const batch = { run: id, predictions: leafPredictions(0), failures: [] };
    expect(userErrorOf(() => appendBatch(db, batch)).code).toBe('run_taken_over');
  });
});

describe('the views for plain sqlite3', () => {
  test('spell everything out', () => {
    const { db } = temporaryDatabase();
    const { id } = insertLeavesRun(db, 13);
    appendBatch(db, {
      run: id,
      predictions: leafPredictions(6),
      failures: [{ sample: 2, code: 'unreadable_image', message: 'cut short' }],
    });
    finishRun(db, { run: id, ...result });
    const all = (view: string): unknown[] => db.$client.prepare(`SELECT * FROM ${view}`).all();
    const labels = '{"species":"ash","size":"large","light":"dawn"}';
    expect(all('prediction_list')).toEqual([
      {
        run: id,
        sample: '6.jpg',
        labels,
        task: 'species',
        truth: 'elm',
        predicted: 'elm',
        confidence: 0.75,
        scores: '{"elm":0.75,"ash":0.125,"birch":0.125}',
      },
      {
        run: id,
        sample: '6.jpg',
        labels,
        task: 'size',
        truth: null,
        predicted: 'medium',
        confidence: 0.5,
        scores: '{"large":0.25,"medium":0.5,"small":0.25}',
      },
    ]);
    expect(all('failure_list')).toEqual([
      { run: id, sample: '2.jpg', code: 'unreadable_image', message: 'cut short' },
    ]);
    expect(all('run_list')).toEqual([
      expect.objectContaining({ run: id, model: 'botanist@1', dataset: 'leaves', ok: 12, failed: 1 }),
    ]);
    expect(all('count_list')[1]).toEqual({
      run: id,
      task: 'species',
      group: JSON.stringify(dawn),
      truth: 'elm',
      predicted: 'birch',
      n: 1,
    });
    expect(all('metric_list')).toEqual([
      {
        run: id,
        task: 'species',
        grouping: '',
        group: '{}',
        class: null,
        metric: 'accuracy',
        ...certain,
        n: 7.5,
        reason: null,
      },
      {
        run: id,
        task: 'species',
        grouping: 'light',
        group: '{"light":"dawn"}',
        class: null,
        metric: 'accuracy',
        ...certain,
        reason: null,
      },
      {
        run: id,
        task: 'species',
        grouping: 'light',
        group: '{"light":"dawn"}',
        class: 'elm',
        metric: 'recall',
        ...undefinedRecall,
      },
    ]);
    expect(all('sample_list')).toContainEqual({
      dataset: 'leaves',
      sample_index: 2,
      sample: '2.jpg',
      labels: '{"species":"elm","size":"small","light":"dawn"}',
      cluster: 'tree 2',
      path: '2.jpg',
      sha256: '2'.padStart(64, '0'),
    });
    expect(all('dataset_list')).toEqual([
      expect.objectContaining({ dataset: 'leaves', samples: 13, labels: 'constructed' }),
    ]);
    expect(all('model_list')).toEqual([]);
  });
});
