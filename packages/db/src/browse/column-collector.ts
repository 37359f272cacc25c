import type { TaskBatch } from '../predictions/prediction-batch.js';
import type { StoredPrediction } from '../types.js';
import type { PredictionColumns } from './prediction-columns.js';

/** Columns of one task, without the labels that only the data set knows. */
export interface CollectedColumns extends Omit<PredictionColumns, 'labelSet'> {
  /** How many of the predictions have scores. */
  scored: number;
}

/** Gathers the predictions of a run as columns while they are counted, so that they need not be read once more. */
export class ColumnCollector {
  readonly #tasks = new Map<number, GrowingColumns>();

  /** Takes a prediction as it is stored, in whatever order they come. */
  add(prediction: StoredPrediction): void {
    this.#task(prediction.task).add(prediction);
  }

  /** Takes many. */
  addBatch(batch: TaskBatch): void {
    this.#task(batch.task).addBatch(batch);
  }

  #task(task: number): GrowingColumns {
    let own = this.#tasks.get(task);
    if (!own) {
      own = new GrowingColumns();
      this.#tasks.set(task, own);
    }
    return own;
  }

  /** All predictions of a task (an index) so far, in sample order. */
  columns(task: number): CollectedColumns {
    return (this.#tasks.get(task) ?? new GrowingColumns()).inOrder();
  }
}

class GrowingColumns {
  #rows = 0;
  #scored = 0;
  #isInOrder = true;
  #columns = emptyColumns(1024);

  add({ sample, truth, predicted, confidence, scores }: Omit<StoredPrediction, 'task'>): void {
    const row = this.#rows;
    if (row === this.#columns.sample.length) this.#columns = grown(this.#columns);
    const columns = this.#columns;
    if (row > 0 && sample < (columns.sample[row - 1] ?? 0)) this.#isInOrder = false;
    columns.sample[row] = sample;
    columns.truth[row] = truth ?? -1;
    columns.predicted[row] = predicted;
    columns.confidence[row] = confidence ?? Number.NaN;
    if (scores !== null) this.#scored += 1;
    this.#rows += 1;
  }

  addBatch({ rows, sample, truth, predicted, confidence, scores, width }: TaskBatch): void {
    const from = this.#rows;
    const to = from + rows;
    while (to > this.#columns.sample.length) this.#columns = grown(this.#columns);
    const columns = this.#columns;
    columns.sample.set(sample.subarray(0, rows), from);
    columns.truth.set(truth.subarray(0, rows), from);
    columns.predicted.set(predicted.subarray(0, rows), from);
    columns.confidence.set(confidence.subarray(0, rows), from);
    for (let row = Math.max(1, from); row < to; row += 1) {
      if ((columns.sample[row] ?? 0) < (columns.sample[row - 1] ?? 0)) this.#isInOrder = false;
    }
    if (scores !== null) {
      for (let row = 0; row < rows; row += 1) if (!Number.isNaN(scores[row * width])) this.#scored += 1;
    }
    this.#rows = to;
  }

  inOrder(): CollectedColumns {
    const sample = this.#columns.sample.subarray(0, this.#rows);
    const truth = this.#columns.truth.subarray(0, this.#rows);
    const predicted = this.#columns.predicted.subarray(0, this.#rows);
    const confidence = this.#columns.confidence.subarray(0, this.#rows);
    const scored = this.#scored;
    if (this.#isInOrder) return { scored, sample, truth, predicted, confidence };
    const order = Uint32Array.from(sample.keys()).sort((a, b) => (sample[a] ?? 0) - (sample[b] ?? 0));
    return {
      scored,
      sample: Uint32Array.from(order, (row) => sample[row] ?? 0),
      truth: Int16Array.from(order, (row) => truth[row] ?? 0),
      predicted: Int16Array.from(order, (row) => predicted[row] ?? 0),
      confidence: Float32Array.from(order, (row) => confidence[row] ?? 0),
    };
  }
}

type Columns = Omit<CollectedColumns, 'scored'>;

function emptyColumns(length: number): Columns {
  return {
    sample: new Uint32Array(length),
    truth: new Int16Array(length),
    predicted: new Int16Array(length),
    confidence: new Float32Array(length),
  };
}

function grown(columns: Columns): Columns {
  const larger = emptyColumns(2 * columns.sample.length);
  larger.sample.set(columns.sample);
  larger.truth.set(columns.truth);
  larger.predicted.set(columns.predicted);
  larger.confidence.set(columns.confidence);
  return larger;
}
