import { setImmediate as nextTurn } from 'node:timers/promises';
import { type PredictionBatch, packPredictions, type StoredSample } from '../predictions/prediction-batch.js';
import { AHEAD } from './writer-thread.js';

/** Samples on their way to the writer. They are taken one by one, and once. */
export class PackedSamples implements Iterable<PredictionBatch> {
  readonly #source: Generator<PredictionBatch>;
  readonly #ready: PredictionBatch[] = [];

  /** Probabilities as `asStored` gives them. */
  constructor(samples: Iterable<StoredSample>) {
    this.#source = packPredictions(samples);
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
