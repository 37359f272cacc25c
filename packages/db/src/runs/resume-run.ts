import { UserError } from '@evenhand/contracts';
import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs } from '../schema/index.js';
import type { Run } from '../types.js';
import { write } from '../write.js';
import { getRun } from './get-run.js';
import { RUN_FAILED } from './mark-failed.js';
import { ownerIsAlive, thisOwner } from './owner.js';
import { runRow } from './run-row.js';

/**
 * Makes this process the owner of an interrupted, failed or abandoned run, which is `running` again.
 * `doneSamples` says what it need not do again.
 *
 * @throws UserError `unknown_run`, `run_finished`, `run_active` (another process works on it)
 */
export function resumeRun(db: Db, id: string): Run {
  return write(db, () => {
    const row = runRow(db, id);
    if (row.status === 'finished') {
      throw new UserError({
        code: 'run_finished',
        message: `The run ${id} is finished: there is nothing to resume.`,
        hint: `See it with: evenhand show ${id}`,
      });
    }
    if (row.status === 'running' && row.owner !== thisOwner() && ownerIsAlive(row.owner, row.heartbeatAt)) {
      throw new UserError({
        code: 'run_active',
        message: `The run ${id} is still at work in the process ${row.owner}; its last batch was stored at ${row.heartbeatAt}.`,
        hint: 'Wait until it is done, or stop that process first.',
      });
    }
    db.update(runs)
      .set({
        status: 'running',
        finishedAt: null,
        heartbeatAt: new Date().toISOString(),
        owner: thisOwner(),
        warnings: row.warnings.filter((warning) => warning.code !== RUN_FAILED),
      })
      .where(eq(runs.number, row.number))
      .run();
    return getRun(db, id);
  });
}
