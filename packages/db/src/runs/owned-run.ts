import { UserError } from '@evenhand/contracts';
import type { Db } from '../database.js';
import type { runs } from '../schema/index.js';
import { thisOwner } from './owner.js';
import { runRow } from './run-row.js';

/**
 * The row of a run that this process works on.
 *
 * @throws UserError `unknown_run` (deleted meanwhile), `run_taken_over` (another process resumed or ended it)
 */
export function ownedRun(db: Db, id: string): typeof runs.$inferSelect {
  const row = runRow(db, id);
  if (row.status === 'running' && row.owner === thisOwner()) return row;
  throw new UserError({
    code: 'run_taken_over',
    message: `The run ${id} is no longer this process's: it is ${row.status}${row.owner === null ? '' : ` in the process ${row.owner}`}.`,
    hint: 'What was stored is safe. Let the other process finish, or resume the run when it has stopped.',
  });
}
