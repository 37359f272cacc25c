import { eq } from 'drizzle-orm';
import type { ColumnCollector } from '../browse/column-collector.js';
import { packColumns } from '../browse/pack-columns.js';
import { readLabelSetsOf } from '../browse/prediction-columns.js';
import type { Db } from '../database.js';
import { predictionColumns, runs, runTasks } from '../schema/index.js';

/** Keeps the predictions of a run that ends as columns too. */
export function storeColumns(
  db: Db,
  { runNumber, predictions }: { runNumber: number; predictions: ColumnCollector },
): void {
  const { datasetId = 0 } =
    db.select({ datasetId: runs.datasetId }).from(runs).where(eq(runs.number, runNumber)).get() ?? {};
  const tasks = db
    .select({ task: runTasks.taskIndex })
    .from(runTasks)
    .where(eq(runTasks.runNumber, runNumber))
    .all();
  for (const { task } of tasks) {
    const { scored, ...columns } = predictions.columns(task);
    const labelSet = readLabelSetsOf(db, datasetId, columns.sample);
    db.insert(predictionColumns)
      .values({ runNumber, taskIndex: task, scored, ...packColumns({ ...columns, labelSet }) })
      .run();
  }
}
