import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { perDatabase } from '../per-database.js';
import { runRow } from '../runs/run-row.js';
import { runGroups } from '../schema/index.js';
import type { CountRow } from '../types.js';

type CountTuple = [task: number, group: number, truth: number, predicted: number, n: number];

// Plain SQL and tuples: thousands of rows stand behind every page that compares runs.
const selectCounts = perDatabase(({ $client }) =>
  $client
    .prepare<[run: number], CountTuple>(
      `SELECT task_index, group_index, truth, predicted, n FROM counts WHERE run_number = ?
       ORDER BY task_index, group_index, truth, predicted`,
    )
    .raw(),
);

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
  return selectCounts(db)
    .all(number)
    .map(([task, groupIndex, truth, predicted, n]) => {
      const labels = labelsOf.get(groupIndex);
      if (!labels) throw new Error(`run ${run} has no group ${groupIndex}`);
      return { task, labels, truth, predicted, n };
    });
}
