import { setImmediate as nextTurn } from 'node:timers/promises';
import { type PredictionBatch, packPredictions, type StoredSample } from '../predictions/prediction-batch.js';
import { AHEAD } from './writer-thread.js';

/** Samples on their way to the writer. They are taken one by one, and once. */
export class PackedSamples implements Iterable<PredictionBatch> {
  readonly #source: Generator<PredictionBatch>;
  readonly #ready: PredictionBatch[] = [];

  /** @param onPacked told of every batch as it is ready */
  constructor(samples: Iterable<StoredSample>, onPacked: (batch: PredictionBatch) => void) {
    this.#source = watched(packPredictions(samples), onPacked);
  }

  /** Takes some of the samples while the writer is at something else. Throws what they throw. */
  async packDuring(other: Promise<unknown>): Promise<void> {
    let isOver = false;
    const end = (): void => {
      isOver = true;
    };
    other.then(end, end);
    while (!isOver && this.#ready.length < AHEAD) {
      const { done, value } = this.#source.next();
      if (done) return;
      this.#ready.push(value);
      await nextTurn();
    }
  }

  *[Symbol.iterator](): Generator<PredictionBatch> {
    for (let batch = this.#ready.shift(); batch; batch = this.#ready.shift()) yield batch;
    yield* this.#source;
  }
}

function* watched(
  batches: Iterable<PredictionBatch>,
  onPacked: (batch: PredictionBatch) => void,
): Generator<PredictionBatch> {
  for (const batch of batches) {
    onPacked(batch);
    yield batch;
  }
}
