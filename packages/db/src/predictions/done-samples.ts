import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runRow } from '../runs/run-row.js';
import { failures, predictions } from '../schema/index.js';

/** Indices of the samples that a run has predictions or a failure for. @throws UserError `unknown_run` */
export function doneSamples(db: Db, run: string): Set<number> {
  const { number } = runRow(db, run);
  const predicted = db
    .selectDistinct({ sample: predictions.sampleIndex })
    .from(predictions)
    .where(eq(predictions.runNumber, number))
    .all();
  const failed = db
    .select({ sample: failures.sampleIndex })
    .from(failures)
    .where(eq(failures.runNumber, number))
    .all();
  const done = new Set<number>();
  for (const { sample } of predicted) done.add(sample);
  for (const { sample } of failed) done.add(sample);
  return done;
}
