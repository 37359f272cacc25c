import { asc, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runRow } from '../runs/run-row.js';
import { counts, runGroups } from '../schema/index.js';
import type { CountRow } from '../types.js';

/**
 * The sparse count table of a finished run, by task, group, truth and prediction. Rows of one group share one
 * frozen `labels`. Empty until the run is finished.
 *
 * @throws UserError `unknown_run`
 */
export function readCounts(db: Db, run: string): CountRow[] {
  const { number } = runRow(db, run);
  const groups = db.select().from(runGroups).where(eq(runGroups.runNumber, number)).all();
  const labelsOf = new Map(groups.map((group) => [group.groupIndex, Object.freeze(group.labels)]));
  const rows = db
    .select()
    .from(counts)
    .where(eq(counts.runNumber, number))
    .orderBy(asc(counts.taskIndex), asc(counts.groupIndex), asc(counts.truth), asc(counts.predicted))
    .all();
  return rows.map(({ taskIndex, groupIndex, truth, predicted, n }) => {
    const labels = labelsOf.get(groupIndex);
    if (!labels) throw new Error(`run ${run} has no group ${groupIndex}`);
    return { task: taskIndex, labels, truth, predicted, n };
  });
}
