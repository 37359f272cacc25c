import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs } from '../schema/index.js';
import type { Run } from '../types.js';
import { unknownRun } from './run-row.js';
import { selectRuns } from './select-runs.js';

/** The run of an exact id. @throws UserError `unknown_run` */
export function getRun(db: Db, id: string): Run {
  const [run] = selectRuns(db, eq(runs.id, id));
  if (!run) throw unknownRun(db, `There is no run ${id} in this workspace.`);
  return run;
}
