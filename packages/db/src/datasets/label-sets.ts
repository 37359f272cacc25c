import type { Sample } from '@evenhand/contracts';
import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { labelSets } from '../schema/index.js';

/** A data set's combinations of labels by number, each as one frozen object. */
export function readLabelSets(db: Db, datasetId: number): (labelSet: number) => Sample['labels'] {
  const rows = db
    .select({ labelSet: labelSets.labelSet, labels: labelSets.labels })
    .from(labelSets)
    .where(eq(labelSets.datasetId, datasetId))
    .all();
  const byNumber = new Map(rows.map((row) => [row.labelSet, Object.freeze(row.labels)]));
  return (labelSet) => {
    const labels = byNumber.get(labelSet);
    if (!labels) throw new Error(`data set ${datasetId} has no label set ${labelSet}`);
    return labels;
  };
}
