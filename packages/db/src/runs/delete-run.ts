import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs } from '../schema/index.js';
import { write } from '../write.js';
import { runRow } from './run-row.js';

/** Deletes a run with everything stored for it. @throws UserError `unknown_run` */
export function deleteRun(db: Db, id: string): void {
  write(db, () => {
    const { number } = runRow(db, id);
    db.delete(runs).where(eq(runs.number, number)).run();
  });
}
