import { count, eq } from 'drizzle-orm';
import { packColumns } from '../browse/pack-columns.js';
import { joinColumns, readPredictionColumns } from '../browse/prediction-columns.js';
import type { Db } from '../database.js';
import { predictionColumns, predictions, runs, runTasks } from '../schema/index.js';

/** Samples read at once: their rows take some megabytes. */
const STRETCH = 25_000;

/** Keeps the predictions of a run that ends as columns too. */
export function storeColumns(db: Db, { run, runNumber }: { run: string; runNumber: number }): void {
  const samples = db
    .select({ samples: runs.datasetSamples })
    .from(runs)
    .where(eq(runs.number, runNumber))
    .get()?.samples;
  const scored = new Map(
    db
      .select({ task: predictions.taskIndex, n: count(predictions.scores) })
      .from(predictions)
      .where(eq(predictions.runNumber, runNumber))
      .groupBy(predictions.taskIndex)
      .all()
      .map(({ task, n }) => [task, n]),
  );
  const tasks = db
    .select({ task: runTasks.taskIndex })
    .from(runTasks)
    .where(eq(runTasks.runNumber, runNumber))
    .all();
  for (const { task } of tasks) {
    const parts = [];
    for (let from = 0; from < (samples ?? 0); from += STRETCH)
      parts.push(readPredictionColumns(db, { run, task, from, to: from + STRETCH }));
    db.insert(predictionColumns)
      .values({
        runNumber,
        taskIndex: task,
        scored: scored.get(task) ?? 0,
        ...packColumns(joinColumns(parts)),
      })
      .run();
  }
}
