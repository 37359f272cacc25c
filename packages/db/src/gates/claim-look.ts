import type { AuditRun } from '@evenhand/contracts';
import { and, eq, max } from 'drizzle-orm';
import type { Db } from '../database.js';
import { gateLooks } from '../schema/index.js';
import { write } from '../write.js';

/** A gate that is about to be decided on the images of a data set. */
export interface NewLook {
  /** Digest of the data set. */
  dataset: string;
  /** Digest of all that decides: run, baseline and policy. */
  gate: string;
  run: string;
  baseline: string | null;
  model: AuditRun['model'];
  isRelease: boolean;
}

export interface Look {
  /** Its number among all gates on these images, from 1 on. */
  look: number;
  /** Its number among those that decide on a release; null for others. */
  releaseLook: number | null;
  /** False where the same gate was asked before: it keeps its numbers. */
  isNew: boolean;
}

/** Gives a gate its number in the ledger of its data set. */
export function claimLook(db: Db, { dataset, gate, run, baseline, model, isRelease }: NewLook): Look {
  return write(db, () => {
    const { look, releaseLook } = gateLooks;
    const known = db
      .select({ look, releaseLook })
      .from(gateLooks)
      .where(and(eq(gateLooks.datasetDigest, dataset), eq(gateLooks.gate, gate)))
      .get();
    if (known) return { ...known, isNew: false };
    const last = db
      .select({ look: max(look), releaseLook: max(releaseLook) })
      .from(gateLooks)
      .where(eq(gateLooks.datasetDigest, dataset))
      .get();
    const own = {
      look: (last?.look ?? 0) + 1,
      releaseLook: isRelease ? (last?.releaseLook ?? 0) + 1 : null,
    };
    db.insert(gateLooks)
      .values({
        ...own,
        ...{ datasetDigest: dataset, gate, run, baseline },
        ...{ modelName: model.name, modelVersion: model.version, modelDigest: model.digest },
        decidedAt: new Date().toISOString(),
      })
      .run();
    return { ...own, isNew: true };
  });
}
