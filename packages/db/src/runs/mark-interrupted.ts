import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs } from '../schema/index.js';
import { write } from '../write.js';
import { ownedRun } from './owned-run.js';

/** Ends this process's work on a run that can be resumed. @throws UserError `unknown_run`, `run_taken_over` */
export function markInterrupted(db: Db, id: string): void {
  write(db, () => {
    const { number } = ownedRun(db, id);
    db.update(runs).set({ status: 'interrupted', owner: null }).where(eq(runs.number, number)).run();
  });
}
