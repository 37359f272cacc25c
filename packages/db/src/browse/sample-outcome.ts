import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runRow } from '../runs/run-row.js';
import { failures, predictions, runTasks } from '../schema/index.js';
import type { StoredFailure, StoredPrediction } from '../types.js';

export interface SampleOutcome {
  /** One per task, in task order; empty where the run has not got there, or failed. */
  predictions: StoredPrediction[];
  failure: StoredFailure | undefined;
}

/** What a run says about one sample. @throws UserError `unknown_run` */
export function readSampleOutcome(db: Db, { run, sample }: { run: string; sample: number }): SampleOutcome {
  const { number } = runRow(db, run);
  const rows = db
    .select()
    .from(predictions)
    .where(
      and(
        eq(predictions.runNumber, number),
        // Named, so that each is one step down the primary key.
        inArray(predictions.taskIndex, tasksOf(db, number)),
        eq(predictions.sampleIndex, sample),
      ),
    )
    .orderBy(asc(predictions.taskIndex))
    .all();
  const failure = db
    .select()
    .from(failures)
    .where(and(eq(failures.runNumber, number), eq(failures.sampleIndex, sample)))
    .get();
  return {
    predictions: rows.map(({ taskIndex, truth, predicted, confidence, scores }) => ({
      sample,
      task: taskIndex,
      truth,
      predicted,
      confidence,
      scores: scores === null ? null : JSON.parse(scores),
    })),
    failure: failure && { sample, code: failure.code, message: failure.message },
  };
}

function tasksOf(db: Db, run: number): number[] {
  const rows = db
    .select({ index: runTasks.taskIndex })
    .from(runTasks)
    .where(eq(runTasks.runNumber, run))
    .all();
  return rows.map(({ index }) => index);
}
