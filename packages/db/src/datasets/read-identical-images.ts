import type { Db } from '../database.js';
import { datasetRow } from './dataset-row.js';
import { readLabelSets } from './label-sets.js';

/** Images whose bytes were the same when they were registered. */
export interface IdenticalImages {
  /** Ids, in the order of the data set. */
  samples: string[];
  /** Attributes of which they have different labels. */
  conflicts: string[];
}

type SampleTuple = [first: number, sample: string, labelSet: number];

/** In the order of each set's first sample. @throws UserError `unknown_dataset` */
export function readIdenticalImages(db: Db, dataset: string): IdenticalImages[] {
  const { id } = datasetRow(db, dataset);
  const labelsOf = readLabelSets(db, id);
  const rows = db.$client
    .prepare<[dataset: number], SampleTuple>(
      `SELECT i.first_index, s.sample_id, s.label_set FROM identical_images i
       JOIN samples s ON s.dataset_id = i.dataset_id AND s.sample_index = i.sample_index
       WHERE i.dataset_id = ? ORDER BY i.first_index, i.sample_index`,
    )
    .raw()
    .all(id);
  const found = new Map<number, { samples: string[]; sets: Set<number> }>();
  for (const [first, sample, labelSet] of rows) {
    const known = found.get(first) ?? { samples: [], sets: new Set() };
    known.samples.push(sample);
    known.sets.add(labelSet);
    found.set(first, known);
  }
  return [...found.values()].map(({ samples, sets }) => {
    const labels = [...sets].map(labelsOf);
    const names = Object.keys(labels[0] ?? {});
    const conflicts = names.filter((name) => new Set(labels.flatMap((entry) => entry[name] ?? [])).size > 1);
    return { samples, conflicts };
  });
}
