import { asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { perDatabase } from '../per-database.js';
import { runs, runTasks } from '../schema/index.js';
import type { Run } from '../types.js';
import { unknownRun } from './run-row.js';
import { toRun } from './select-runs.js';

// A page asks for its runs half a dozen times.
const statements = perDatabase((db) => ({
  run: db
    .select()
    .from(runs)
    .where(eq(runs.id, sql.placeholder('id')))
    .prepare(),
  tasks: db
    .select()
    .from(runTasks)
    .where(eq(runTasks.runNumber, sql.placeholder('number')))
    .orderBy(asc(runTasks.taskIndex))
    .prepare(),
}));

/** The run of an exact id. @throws UserError `unknown_run` */
export function getRun(db: Db, id: string): Run {
  const { run, tasks } = statements(db);
  const row = run.get({ id });
  if (!row) throw unknownRun(db, `There is no run ${id} in this workspace.`);
  return toRun(row, tasks.all({ number: row.number }));
}
