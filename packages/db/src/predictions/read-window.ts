import type { Db } from '../database.js';
import { perDatabase } from '../per-database.js';

type SampleTuple = [sample: number, sampleId: string, labelSet: number, cluster: string | null];
type PredictionTuple = [
  sample: number,
  truth: number | null,
  predicted: number,
  confidence: number | null,
  scores: string | null,
];

/** A prediction with its sample, as stored. */
export interface WindowRow {
  sample: SampleTuple;
  task: number;
  prediction: PredictionTuple;
}

// Plain SQL and tuples: a million images pass here, and Drizzle's row mapping takes several times as long.
const statements = perDatabase(({ $client }) => ({
  samples: $client
    .prepare<[dataset: number, from: number, to: number], SampleTuple>(
      `SELECT sample_index, sample_id, label_set, cluster FROM samples
       WHERE dataset_id = ? AND sample_index >= ? AND sample_index < ?`,
    )
    .raw(),
  predictions: $client
    .prepare<[run: number, task: number, from: number, to: number], PredictionTuple>(
      `SELECT sample_index, truth, predicted, confidence, scores FROM predictions
       WHERE run_number = ? AND task_index = ? AND sample_index >= ? AND sample_index < ?
       ORDER BY sample_index`,
    )
    .raw(),
}));

/** A run's predictions for the samples `from` ≤ index < `to`, in order of sample and task. */
export function readWindow(
  db: Db,
  options: { run: number; dataset: number; tasks: readonly number[]; from: number; to: number },
): WindowRow[] {
  const { run, dataset, tasks, from, to } = options;
  const read = statements(db);
  // One transaction: of a run at work, a sample is seen with all its tasks or not at all.
  return db.$client.transaction(() => {
    const samples: SampleTuple[] = [];
    for (const sample of read.samples.all(dataset, from, to)) samples[sample[0] - from] = sample;
    const rows: WindowRow[] = [];
    for (const task of tasks) {
      for (const prediction of read.predictions.all(run, task, from, to)) {
        const sample = samples[prediction[0] - from];
        if (!sample) throw new Error(`data set ${dataset} has no sample ${prediction[0]}`);
        rows.push({ sample, task, prediction });
      }
    }
    // Stable, so the tasks of a sample stay in order.
    return tasks.length === 1 ? rows : rows.sort((a, b) => a.sample[0] - b.sample[0]);
  })();
}
