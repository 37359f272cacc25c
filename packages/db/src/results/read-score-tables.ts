import { asc, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runRow } from '../runs/run-row.js';
import { scoreTables } from '../schema/index.js';

/** Task index → the score sums that `finishRun` was given. @throws UserError `unknown_run` */
export function readScoreTables(db: Db, run: string): Map<number, string> {
  const { number } = runRow(db, run);
  const rows = db
    .select({ task: scoreTables.taskIndex, content: scoreTables.content })
    .from(scoreTables)
    .where(eq(scoreTables.runNumber, number))
    .orderBy(asc(scoreTables.taskIndex))
    .all();
  return new Map(rows.map((row) => [row.task, row.content]));
}
