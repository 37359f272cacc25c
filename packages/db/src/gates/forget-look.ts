import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '../database.js';
import { gateLooks } from '../schema/index.js';
import { write } from '../write.js';

/** Takes back a claimed look that came to nothing (the policy asks for what the run does not have). */
export function forgetLook(db: Db, { dataset, gate }: { dataset: string; gate: string }): void {
  write(db, () => {
    db.delete(gateLooks)
      .where(and(eq(gateLooks.datasetDigest, dataset), eq(gateLooks.gate, gate), isNull(gateLooks.verdict)))
      .run();
  });
}
