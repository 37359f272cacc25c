import type { Db } from '../database.js';
import { perDatabase } from '../per-database.js';
import { runRow } from '../runs/run-row.js';
import { type PackedColumns, unpackColumns } from './pack-columns.js';

/** Predictions of one task side by side in typed arrays: a million of them take 16 MB and are filtered in milliseconds. */
export interface PredictionColumns {
  /** Index of the sample in its data set, rising. */
  sample: Uint32Array;
  /** Which of the data set's combinations of labels the sample has. */
  labelSet: Uint32Array;
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

// As lists in JSON: handing over each number by itself takes twice the time, and so does a join.
const predictionLists = perDatabase((db) =>
  db.$client
    .prepare<unknown[], [string, string, string, string]>(
      `SELECT json_group_array(sample_index), json_group_array(truth), json_group_array(predicted),
         json_group_array(confidence)
       FROM (
         SELECT sample_index, truth, predicted, confidence FROM predictions
         WHERE run_number = ? AND task_index = ? AND sample_index >= ? AND sample_index < ?
         ORDER BY sample_index
       )`,
    )
    .raw(),
);

const labelSetList = perDatabase((db) =>
  db.$client
    .prepare<unknown[], string>(
      `SELECT json_group_array(label_set) FROM (
         SELECT label_set FROM samples
         WHERE dataset_id = ? AND sample_index >= ? AND sample_index < ? ORDER BY sample_index
       )`,
    )
    .pluck(),
);

/** A stretch of a task's predictions, in sample order. @throws UserError `unknown_run` */
export function readPredictionColumns(db: Db, { run, task, from, to }: ColumnsOptions): PredictionColumns {
  const { number, datasetId } = runRow(db, run);
  const lists = predictionLists(db).get(number, task, from, to) ?? [];
  const [sample = [], truth = [], predicted = [], confidence = []] = lists.map((list): (number | null)[] =>
    JSON.parse(list),
  );
  const samples = Uint32Array.from(sample, (value) => value ?? 0);
  return {
    sample: samples,
    labelSet: readLabelSetsOf(db, datasetId, samples),
    truth: Int16Array.from(truth, (value) => value ?? -1),
    predicted: Int16Array.from(predicted, (value) => value ?? 0),
    confidence: Float32Array.from(confidence, (value) => value ?? Number.NaN),
  };
}

/** Samples read at once: their list takes a megabyte. */
const STRETCH = 100_000;

/** The label sets of samples of a data set, given by rising index. */
export function readLabelSetsOf(db: Db, datasetId: number, samples: Uint32Array): Uint32Array {
  const all = new Uint32Array(samples.length);
  let sets: number[] = [];
  let [from, to] = [0, 0];
  for (let row = 0; row < samples.length; row += 1) {
    const sample = samples[row] ?? 0;
    if (sample >= to) {
      [from, to] = [sample, sample + STRETCH];
      // No further than asked for: a page reads a few dozens.
      const last = Math.min(to, (samples.at(-1) ?? 0) + 1);
      // Samples are numbered without gaps.
      sets = JSON.parse(labelSetList(db).get(datasetId, from, last) ?? '[]');
    }
    all[row] = sets[sample - from] ?? 0;
  }
  return all;
}

/** Stretches that follow on each other, as one. */
export function joinColumns(parts: readonly PredictionColumns[]): PredictionColumns {
  const all = emptyColumns(parts.reduce((sum, { sample }) => sum + sample.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.sample.set(part.sample, offset);
    all.labelSet.set(part.labelSet, offset);
    all.truth.set(part.truth, offset);
    all.predicted.set(part.predicted, offset);
    all.confidence.set(part.confidence, offset);
    offset += part.sample.length;
  }
  return all;
}

function emptyColumns(length: number): PredictionColumns {
  return {
    sample: new Uint32Array(length),
    labelSet: new Uint32Array(length),
    truth: new Int16Array(length),
    predicted: new Int16Array(length),
    confidence: new Float32Array(length),
  };
}

export interface StoredColumns extends PredictionColumns {
  /** How many of the predictions have scores. */
  scored: number;
}

// Plain SQL: a comparison reads a row for every run and task.
const stored = perDatabase((db) => {
  const select = (confidence: string) =>
    db.$client.prepare<[run: string, task: number], PackedColumns & { scored: number }>(
      `SELECT rows, scored, sample, label_set AS labelSet, truth, predicted, ${confidence}
       FROM prediction_columns
       WHERE run_number = (SELECT number FROM runs WHERE id = ?) AND task_index = ?`,
    );
  return { all: select('confidence'), answers: select("x'' AS confidence") };
});

/**
 * All predictions of a task of a finished run, many times faster than stretch by stretch; undefined where the run has
 * not finished, or was finished by an Evenhand that did not store them. `answersOnly` leaves `confidence` empty.
 *
 * @throws UserError `unknown_run`
 */
export function readStoredColumns(
  db: Db,
  { run, task, answersOnly = false }: { run: string; task: number; answersOnly?: boolean },
): StoredColumns | undefined {
  const row = stored(db)[answersOnly ? 'answers' : 'all'].get(run, task);
  if (row) return { ...unpackColumns(row), scored: row.scored };
  runRow(db, run);
  return undefined;
}
