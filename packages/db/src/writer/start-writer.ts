import type { Db } from '../database.js';
import type { NewSamples } from '../predictions/append-samples.js';
import type { PredictionBatch } from '../predictions/prediction-batch.js';
import type { NewDataset, StoredDataset } from '../types.js';
import type { PackedSamples } from './packed-samples.js';
import { type ImagelessSamples, packSamples } from './sample-batches.js';
import { type Batch, type Watcher, WriterThread } from './writer-thread.js';

export interface ImagelessDataset extends Omit<NewDataset, 'samples'> {
  samples: ImagelessSamples;
}

/** Writes bulks one after the other. What samples or watchers throw leaves nothing of a bulk behind. */
export interface Writer {
  /** As `insertDataset`. @throws UserError `dataset_exists`, `duplicate_sample`, `database_locked`, `disk_full` */
  insertDataset(dataset: ImagelessDataset, watcher: Watcher): Promise<StoredDataset>;
  /**
   * Stores any number of samples of a running run.
   *
   * @throws UserError `unknown_run`, `run_taken_over`, `database_locked`, `disk_full`
   */
  appendSamples(
    samples: Omit<NewSamples, 'batches'> & { samples: PackedSamples },
    watcher: Watcher,
  ): Promise<void>;
  /** Ends the thread, which keeps the process alive until then. */
  close(): Promise<void>;
}

/**
 * Starts a thread that writes millions of rows while this one makes them: half of an import's time is SQLite's. While
 * a bulk is written, nothing else may be written by this thread, which would wait for itself.
 */
export function startWriter(db: Db): Writer {
  const thread = new WriterThread(db.$client.name);
  return {
    async insertDataset({ samples, ...dataset }, watcher) {
      const stored = await thread.write({ job: 'dataset', dataset }, packSamples(samples), watcher);
      if (stored === undefined) throw new Error('the writer has stored a data set and does not say which');
      return stored;
    },
    async appendSamples({ run, samples, warnings }, watcher) {
      await thread.write({ job: 'predictions', run, warnings }, toSend(samples), watcher);
    },
    close: () => thread.close(),
  };
}

function* toSend(samples: Iterable<PredictionBatch>): Generator<Batch> {
  for (const content of samples) {
    const transfer = content.tasks.flatMap(({ sample, truth, predicted, confidence, scores }) => [
      sample.buffer,
      truth.buffer,
      predicted.buffer,
      confidence.buffer,
      ...(scores ? [scores.buffer] : []),
    ]);
    yield { content, transfer, samples: content.counts.ok + content.counts.failed };
  }
}
