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

/** @throws UserError `unknown_dataset` */
export function readIdenticalImages(db: Db, dataset: string): IdenticalImages[] {
  const { id } = datasetRow(db, dataset);
  const labelsOf = readLabelSets(db, id);
  const rows = db.$client
    .prepare<unknown[], [string, string, number]>(
      `SELECT sha256, sample_id, label_set FROM samples WHERE dataset_id = @id AND sha256 IN (
         SELECT sha256 FROM samples WHERE dataset_id = @id AND sha256 <> '' GROUP BY sha256 HAVING count(*) > 1
       ) ORDER BY sample_index`,
    )
    .raw()
    .all({ id });
  const found = new Map<string, { samples: string[]; sets: Set<number> }>();
  for (const [sha256, sample, labelSet] of rows) {
    const known = found.get(sha256) ?? { samples: [], sets: new Set() };
    known.samples.push(sample);
    known.sets.add(labelSet);
    found.set(sha256, known);
  }
  return [...found.values()].map(({ samples, sets }) => {
    const labels = [...sets].map(labelsOf);
    const names = Object.keys(labels[0] ?? {});
    const conflicts = names.filter((name) => new Set(labels.flatMap((entry) => entry[name] ?? [])).size > 1);
    return { samples, conflicts };
  });
}
