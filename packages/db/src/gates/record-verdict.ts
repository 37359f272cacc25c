import type { Verdict } from '@evenhand/contracts';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { gateLooks } from '../schema/index.js';
import { write } from '../write.js';

/** Enters what a claimed look came to. */
export function recordVerdict(
  db: Db,
  { dataset, gate, verdict }: { dataset: string; gate: string; verdict: Verdict },
): void {
  write(db, () => {
    db.update(gateLooks)
      .set({ verdict, decidedAt: new Date().toISOString() })
      .where(and(eq(gateLooks.datasetDigest, dataset), eq(gateLooks.gate, gate)))
      .run();
  });
}
