import { asc, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { readLabelSets } from '../datasets/label-sets.js';
import { runRow } from '../runs/run-row.js';
import { runTasks } from '../schema/index.js';
import type { PredictionRow } from '../types.js';
import { firstPrediction } from './first-prediction.js';
import { readWindow } from './read-window.js';

/** Samples per reading. Windows instead of a cursor, so that the database is free while the caller works. */
const WINDOW = 4096;

/**
 * A run's predictions with their samples, in order of sample and task; of one task only where `task` (an index) is
 * given. Memory does not grow with the run. Of a run still at work, those samples come that are stored when the
 * reading gets to them, each with all its tasks.
 *
 * @throws UserError `unknown_run`, at the first step
 */
export function* iteratePredictions(
  db: Db,
  { run, task }: { run: string; task?: number },
): Generator<PredictionRow> {
  const { number, datasetId } = runRow(db, run);
  const tasks = task === undefined ? taskIndices(db, number) : [task];
  const labelsOf = readLabelSets(db, datasetId);
  let from = firstPrediction(db, { run: number, tasks, from: 0 });
  while (from !== undefined) {
    const to = from + WINDOW;
    for (const row of readWindow(db, { run: number, dataset: datasetId, tasks, from, to })) {
      const [sample, sampleId, labelSet, cluster] = row.sample;
      const [, truth, predicted, confidence, scores] = row.prediction;
      yield {
        sample,
        sampleId,
        labels: labelsOf(labelSet),
        cluster: cluster ?? undefined,
        task: row.task,
        truth,
        predicted,
        confidence,
        scores: scores === null ? null : JSON.parse(scores),
      };
    }
    from = firstPrediction(db, { run: number, tasks, from: to });
  }
}

function taskIndices(db: Db, run: number): number[] {
  const rows = db
    .select({ task: runTasks.taskIndex })
    .from(runTasks)
    .where(eq(runTasks.runNumber, run))
    .orderBy(asc(runTasks.taskIndex))
    .all();
  return rows.map((row) => row.task);
}
