import { and, eq, gte, min } from 'drizzle-orm';
import type { Db } from '../database.js';
import { predictions } from '../schema/index.js';

/** The first sample at or after `from` with a prediction in any of these tasks; skips what a limited run left out. */
export function firstPrediction(
  db: Db,
  { run, tasks, from }: { run: number; tasks: readonly number[]; from: number },
): number | undefined {
  // One task at a time: each is one step down the primary key.
  const firsts = tasks.flatMap((task) => {
    const row = db
      .select({ first: min(predictions.sampleIndex) })
      .from(predictions)
      .where(
        and(
          eq(predictions.runNumber, run),
          eq(predictions.taskIndex, task),
          gte(predictions.sampleIndex, from),
        ),
      )
      .get();
    return row?.first == null ? [] : [row.first];
  });
  return firsts.length > 0 ? Math.min(...firsts) : undefined;
}
