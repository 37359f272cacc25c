import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs } from '../schema/index.js';
import { write } from '../write.js';
import { ownedRun } from './owned-run.js';

/** Code of the warning that says why a run failed. */
export const RUN_FAILED = 'run_failed';

/**
 * Ends a run that a fault stopped; the reason is kept among its warnings. It can be resumed.
 *
 * @throws UserError `unknown_run`, `run_taken_over`
 */
export function markFailed(db: Db, { run, reason }: { run: string; reason: string }): void {
  write(db, () => {
    const { number, warnings } = ownedRun(db, run);
    db.update(runs)
      .set({
        status: 'failed',
        owner: null,
        finishedAt: new Date().toISOString(),
        warnings: [...warnings, { code: RUN_FAILED, message: reason }],
      })
      .where(eq(runs.number, number))
      .run();
  });
}
