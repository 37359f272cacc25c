import { runClusters } from '@evenhand/audit';
import type { AuditDocument, ImportedPredictions, RunOptions, RunWarning } from '@evenhand/contracts';
import type { PredictionFile } from '@evenhand/dataset';
import { createRun, type Db, getDataset, type Run, type Writer } from '@evenhand/db';
import { version } from '../version.js';
import type { CountedPredictions } from './count-predictions.js';
import { endRun, type MeasuredRun, measureRun, type TabulatedRun } from './end-run.js';
import { invertedPolarity } from './inverted-polarity.js';

export interface StoreOpen {
  db: Db;
  writer: Writer;
  /** Called with the number of samples that are on their way. What it throws undoes them. */
  onProgress(done: number): void;
  /** Told of the run as soon as it is there. */
  undo(run: string): void;
}

export interface StoreRequest {
  model: { name: string; version: string; digest: string };
  /** Name of the data set, and how many samples it has. */
  dataset: { name: string; samples: number };
  read: PredictionFile;
  /** The same file's. */
  counted: CountedPredictions;
  tags: Record<string, string>;
  imported: ImportedPredictions;
}

/** Stores what a file of predictions says as a finished run, which is returned as audited. */
export async function storePredictions(open: StoreOpen, request: StoreRequest): Promise<AuditDocument> {
  const { db } = open;
  const { read, counted, imported, dataset } = request;
  const options: RunOptions = {
    limit: null,
    where: {},
    truths: Object.fromEntries(read.tasks.map(({ name, truth }) => [name, truth])),
    imported,
  };
  const run = createRun(db, {
    model: request.model,
    dataset: dataset.name,
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
  // Clusters are tabulated from what is stored; all else is measured while it is stored.
  const isClustered = getDataset(db, dataset.name).manifest.cluster !== undefined;
  let measured: MeasuredRun | undefined;
  await open.writer.appendSamples(
    { run: run.id, samples: counted.samples, warnings: read.warnings },
    {
      onProgress: open.onProgress,
      onSent: () => {
        if (!isClustered) measured = measureRun(counted.tabulate());
      },
    },
  );
  measured ??= measureRun(withClusters(db, run, counted.tabulate()));
  return endRun(db, run.id, {
    measured,
    warnings: [
      ...read.warnings,
      ...absentSamples(dataset.samples - read.samples, dataset.name),
      ...invertedPolarity(measured.tasks),
    ],
  });
}

function withClusters(db: Db, run: Run, { tables, shape, ...tabulated }: TabulatedRun): TabulatedRun {
  return { ...tabulated, shape, tables: { ...tables, clusters: runClusters(db, run, shape) } };
}

/** A file that leaves out hard samples makes a model look better than it is. */
function absentSamples(count: number, dataset: string): RunWarning[] {
  if (count <= 0) return [];
  const message = `Samples of ${dataset} that are not in the file: they are no part of this run, and what is measured says nothing about them.`;
  return [{ code: 'samples_absent', message, count }];
}
