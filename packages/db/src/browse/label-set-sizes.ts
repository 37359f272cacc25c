import type { Sample } from '@evenhand/contracts';
import { asc, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { datasetRow } from '../datasets/dataset-row.js';
import { labelSets } from '../schema/index.js';

/** A combination of labels that occurs in a data set. */
export interface LabelSetSize {
  /** Its number, as in prediction columns. */
  labelSet: number;
  labels: Sample['labels'];
  samples: number;
}

/** Every combination of labels of a data set, and how many samples have it. @throws UserError `unknown_dataset` */
export function readLabelSetSizes(db: Db, dataset: string): LabelSetSize[] {
  const { id } = datasetRow(db, dataset);
  return db
    .select({ labelSet: labelSets.labelSet, labels: labelSets.labels, samples: labelSets.sampleCount })
    .from(labelSets)
    .where(eq(labelSets.datasetId, id))
    .orderBy(asc(labelSets.labelSet))
    .all();
}
