import type { RunCounts } from '@evenhand/contracts';
import type { StoredFailure, StoredPrediction } from '../types.js';
import { shortFloat32 } from './scores-text.js';

/** A sample with all that is known of it: every task's prediction, or why there is none. */
export interface StoredSample {
  sample: number;
  predictions: readonly Omit<StoredPrediction, 'sample'>[];
  failure: Omit<StoredFailure, 'sample'> | null;
}

/** Predictions of one task, side by side. */
export interface TaskBatch {
  task: number;
  rows: number;
  sample: Uint32Array<ArrayBuffer>;
  /** −1: excluded. */
  truth: Int32Array<ArrayBuffer>;
  predicted: Int32Array<ArrayBuffer>;
  /** NaN: not known. */
  confidence: Float64Array<ArrayBuffer>;
  /** Scores of a row. */
  width: number;
  /** Row by row, NaN where a row has none; null where no row has any. */
  scores: Float64Array<ArrayBuffer> | null;
}

/** Some samples side by side, with probabilities as they are read back. As objects a million of them take seconds. */
export interface PredictionBatch {
  counts: RunCounts;
  failures: StoredFailure[];
  tasks: TaskBatch[];
}

/** Samples of a batch, and numbers where each has many scores: a quarter of a megabyte, half of one. */
const MOST_SAMPLES = 1 << 13;
const MOST_NUMBERS = 1 << 16;

/** Puts samples together, which are taken one by one. */
export function* packPredictions(samples: Iterable<StoredSample>): Generator<PredictionBatch> {
  let packer: Packer | undefined;
  for (const sample of samples) {
    packer ??= new Packer(roomFor(sample));
    packer.add(sample);
    if (!packer.isFull) continue;
    yield packer.batch;
    packer = undefined;
  }
  if (packer) yield packer.batch;
}

function roomFor({ predictions }: StoredSample): number {
  const numbers = predictions.reduce((sum, { scores }) => sum + 2 + (scores?.length ?? 0), 1);
  return Math.min(MOST_SAMPLES, Math.ceil(MOST_NUMBERS / numbers));
}

class Packer {
  readonly batch: PredictionBatch = { counts: { ok: 0, failed: 0, excluded: 0 }, failures: [], tasks: [] };
  readonly #room: number;

  /** `room`: how many samples it takes. */
  constructor(room: number) {
    this.#room = room;
  }

  get isFull(): boolean {
    const { ok, failed } = this.batch.counts;
    return ok + failed === this.#room;
  }

  add({ sample, failure, predictions }: StoredSample): void {
    const { counts, failures } = this.batch;
    if (failure) {
      failures.push({ sample, code: failure.code, message: failure.message });
      counts.failed += 1;
      return;
    }
    let isExcluded = false;
    for (const { task, truth, predicted, confidence, scores } of predictions) {
      const own = this.#columns(task);
      const row = own.rows;
      own.sample[row] = sample;
      own.truth[row] = truth ?? -1;
      own.predicted[row] = predicted;
      if (scores !== null) putScores(own, scores);
      // Of the scores, where there are any: it is one of them.
      const sure =
        scores === null ? confidence : confidence === null ? null : (scores[predicted] ?? confidence);
      own.confidence[row] = sure === null ? Number.NaN : shortFloat32(sure);
      own.rows += 1;
      isExcluded ||= truth === null;
    }
    counts.ok += 1;
    if (isExcluded) counts.excluded += 1;
  }

  #columns(task: number): TaskBatch {
    const { tasks } = this.batch;
    // Tasks come in order, so that the first look nearly always finds it.
    const known = tasks[task]?.task === task ? tasks[task] : tasks.find((own) => own.task === task);
    if (known) return known;
    const room = this.#room;
    const fresh: TaskBatch = {
      task,
      rows: 0,
      sample: new Uint32Array(room),
      truth: new Int32Array(room),
      predicted: new Int32Array(room),
      confidence: new Float64Array(room),
      width: 0,
      scores: null,
    };
    tasks.push(fresh);
    return fresh;
  }
}

function putScores(own: TaskBatch, scores: readonly number[]): void {
  if (own.scores === null) {
    own.width = scores.length;
    own.scores = new Float64Array(own.sample.length * own.width).fill(Number.NaN);
  }
  if (scores.length !== own.width) {
    throw new RangeError(
      `task ${own.task} has ${own.width} scores in one row and ${scores.length} in another`,
    );
  }
  const from = own.rows * own.width;
  for (let place = 0; place < own.width; place += 1) {
    own.scores[from + place] = shortFloat32(scores[place] ?? Number.NaN);
  }
}
