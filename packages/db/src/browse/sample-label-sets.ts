import type { Sample } from '@evenhand/contracts';
import type { Db } from '../database.js';
import { datasetRow } from '../datasets/dataset-row.js';
import { readLabelSets } from '../datasets/label-sets.js';

/** The labels of every sample of a data set: few combinations, and which of them each sample has. */
export interface SampleLabelSets {
  sets: ReadonlyMap<number, Sample['labels']>;
  /** By sample index. */
  setOf: Uint32Array;
}

/** @throws UserError `unknown_dataset` */
export function readSampleLabelSets(db: Db, dataset: string): SampleLabelSets {
  const { id, sampleCount } = datasetRow(db, dataset);
  const labelsOf = readLabelSets(db, id);
  const sets = new Map<number, Sample['labels']>();
  const setOf = new Uint32Array(sampleCount);
  // Answered from the index alone, without touching the samples.
  const rows = db.$client
    .prepare<unknown[], [number, number]>('SELECT label_set, sample_index FROM samples WHERE dataset_id = ?')
    .raw();
  for (const [set, sample] of rows.all(id)) {
    setOf[sample] = set;
    if (!sets.has(set)) sets.set(set, labelsOf(set));
  }
  return { sets, setOf };
}
