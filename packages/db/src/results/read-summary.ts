import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runRow } from '../runs/run-row.js';
import { summaries } from '../schema/index.js';
import type { StoredSummary } from '../types.js';

/** The summary that `finishRun` was given; undefined where it was given none. @throws UserError `unknown_run` */
export function readSummary(db: Db, run: string): StoredSummary | undefined {
  const { number } = runRow(db, run);
  const { version, content } = summaries;
  return db.select({ version, content }).from(summaries).where(eq(summaries.runNumber, number)).get();
}
