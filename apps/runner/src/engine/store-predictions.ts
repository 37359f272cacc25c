import { runClusters, runShape } from '@evenhand/audit';
import type {
  AuditDocument,
  ImportedPredictions,
  RunCounts,
  RunOptions,
  RunWarning,
  Sample,
} from '@evenhand/contracts';
import type { PredictedSample, PredictionFile } from '@evenhand/dataset';
import { appendSamples, ColumnCollector, createRun, type Db } from '@evenhand/db';
import { emptyRunTables } from '@evenhand/metrics';
import { Interrupted } from '../cli/run-command.js';
import { version } from '../version.js';
import { endRun } from './end-run.js';
import { GroupedRows } from './grouped-rows.js';
import { invertedPolarity } from './inverted-polarity.js';

/** Samples between two looks at the clock and at Ctrl-C. */
const STEP = 4096;

export interface StoreOpen {
  db: Db;
  signal: AbortSignal;
  onProgress(stage: 'store', done: number, total: number): void;
  /** Told of the run as soon as it is there. */
  undo(run: string): void;
}

export interface StoreRequest {
  model: { name: string; version: string; digest: string };
  dataset: string;
  read: PredictionFile;
  /** Attributes by sample of the data set. */
  labels: readonly Sample['labels'][];
  tags: Record<string, string>;
  imported: ImportedPredictions;
}

/** Stores what a file of predictions says as a finished run, which is returned as audited. @throws Interrupted at Ctrl-C */
export function storePredictions(open: StoreOpen, request: StoreRequest): AuditDocument {
  const { db, signal, onProgress } = open;
  const { read, imported } = request;
  const options: RunOptions = {
    limit: null,
    where: {},
    truths: Object.fromEntries(read.tasks.map(({ name, truth }) => [name, truth])),
    imported,
  };
  const run = createRun(db, {
    model: request.model,
    dataset: request.dataset,
    // Nothing ran here, and how images became input is not known.
    device: 'imported',
    precision: 'unknown',
    preprocessDigest: 'unknown',
    batchSize: 1,
    total: read.samples,
    options: { ...options },
    tags: request.tags,
    software: { evenhand: version, node: process.versions.node },
    tasks: read.tasks.map(({ name, kind, labels, order }) => ({ name, kind, labels, order })),
  });
  open.undo(run.id);
  const shape = runShape(db, run);
  const tables = emptyRunTables(shape);
  const rows = new GroupedRows(tables, shape);
  const predictions = new ColumnCollector();
  const counts: RunCounts = { ok: 0, failed: 0, excluded: 0 };
  function* samples(): Generator<PredictedSample> {
    let done = 0;
    for (const sample of read.predictions()) {
      yield sample;
      counts[sample.failure ? 'failed' : 'ok'] += 1;
      // A task that cannot be measured leaves nobody out.
      const isLeftOut = sample.predictions.some(
        ({ task, truth }) => truth === null && shape.tasks[task]?.attribute !== null,
      );
      if (isLeftOut) counts.excluded += 1;
      done += 1;
      if (done % STEP === 0) {
        onProgress('store', done, read.samples);
        if (signal.aborted) throw new Interrupted('Interrupted: nothing was imported.');
      }
    }
  }
  appendSamples(db, {
    run: run.id,
    samples: samples(),
    warnings: read.warnings,
    onStored: (prediction) => {
      predictions.add(prediction);
      const { sample, task, truth, predicted, scores } = prediction;
      rows.add({ task, labels: request.labels[sample] ?? {}, truth, predicted, scores });
    },
  });
  rows.flush();
  return endRun(db, {
    run: run.id,
    shape,
    tables: { ...tables, clusters: runClusters(db, run, shape) },
    counts,
    predictions,
    warnings: (tasks) => [
      ...read.warnings,
      ...absentSamples(request.labels.length - read.samples, request.dataset),
      ...invertedPolarity(tasks),
    ],
  });
}

/** A file that leaves out hard samples makes a model look better than it is. */
function absentSamples(count: number, dataset: string): RunWarning[] {
  if (count <= 0) return [];
  const message = `Samples of ${dataset} that are not in the file: they are no part of this run, and what is measured says nothing about them.`;
  return [{ code: 'samples_absent', message, count }];
}
