import { UserError } from '@evenhand/contracts';
import { desc, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs } from '../schema/index.js';

/** The row of an exact id, with its number. @throws UserError `unknown_run` */
export function runRow(db: Db, id: string): typeof runs.$inferSelect {
  const row = db.select().from(runs).where(eq(runs.id, id)).get();
  if (row) return row;
  throw unknownRun(db, `There is no run ${id} in this workspace.`);
}

/** The error for a run that is not there; says what to try instead. */
export function unknownRun(db: Db, message: string): UserError {
  const newest = db.select({ id: runs.id }).from(runs).orderBy(desc(runs.number)).limit(5).all();
  return new UserError({
    code: 'unknown_run',
    message,
    hint:
      newest.length > 0
        ? `The newest runs are ${newest.map((run) => run.id).join(', ')}; \`evenhand runs\` lists all.`
        : 'Start one: evenhand run --model NAME@VERSION --dataset NAME',
  });
}
