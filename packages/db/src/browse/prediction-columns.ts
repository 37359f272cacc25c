import type { Db } from '../database.js';
import { perDatabase } from '../per-database.js';
import { runRow } from '../runs/run-row.js';

/** Predictions of one task side by side in typed arrays: a million of them take 12 MB and are filtered in milliseconds. */
export interface PredictionColumns {
  /** Index of the sample in its data set, rising. */
  sample: Uint32Array;
  /** Index into the task's labels; −1 where the sample is excluded from the task. */
  truth: Int16Array;
  predicted: Int16Array;
  /** Probability of the predicted label; NaN where unknown. */
  confidence: Float32Array;
}

export interface ColumnsOptions {
  run: string;
  /** Index of the task. */
  task: number;
  /** Only samples with an index in [from, to). */
  from: number;
  to: number;
}

const statement = perDatabase((db) =>
  db.$client
    .prepare<unknown[], [number, number | null, number, number | null]>(
      `SELECT sample_index, truth, predicted, confidence FROM predictions
       WHERE run_number = ? AND task_index = ? AND sample_index >= ? AND sample_index < ? ORDER BY sample_index`,
    )
    .raw(),
);

/** A stretch of a task's predictions, in sample order. @throws UserError `unknown_run` */
export function readPredictionColumns(db: Db, { run, task, from, to }: ColumnsOptions): PredictionColumns {
  const { number } = runRow(db, run);
  const rows = statement(db).all(number, task, from, to);
  const columns = {
    sample: new Uint32Array(rows.length),
    truth: new Int16Array(rows.length),
    predicted: new Int16Array(rows.length),
    confidence: new Float32Array(rows.length),
  };
  for (const [position, [sample, truth, predicted, confidence]] of rows.entries()) {
    columns.sample[position] = sample;
    columns.truth[position] = truth ?? -1;
    columns.predicted[position] = predicted;
    columns.confidence[position] = confidence ?? Number.NaN;
  }
  return columns;
}
