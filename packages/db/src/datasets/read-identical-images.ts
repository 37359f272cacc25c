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

type SampleTuple = [sha256: string, sample: string, labelSet: number];

/** @throws UserError `unknown_dataset` */
export function readIdenticalImages(db: Db, dataset: string): IdenticalImages[] {
  const { id } = datasetRow(db, dataset);
  const labelsOf = readLabelSets(db, id);
  const sample = db.$client
    .prepare<unknown[], SampleTuple>(
      'SELECT sha256, sample_id, label_set FROM samples WHERE dataset_id = ? AND sample_index = ?',
    )
    .raw();
  const rows = repeatedSamples(db, id)
    .map((index) => sample.get(id, index))
    .filter((row) => row !== undefined);
  const found = new Map<string, { samples: string[]; sets: Set<number> }>();
  for (const [sha256, sample, labelSet] of rows) {
    const known = found.get(sha256) ?? { samples: [], sets: new Set() };
    known.samples.push(sample);
    known.sets.add(labelSet);
    found.set(sha256, known);
  }
  const identical = [...found.values()].filter(({ samples }) => samples.length > 1);
  return identical.map(({ samples, sets }) => {
    const labels = [...sets].map(labelsOf);
    const names = Object.keys(labels[0] ?? {});
    const conflicts = names.filter((name) => new Set(labels.flatMap((entry) => entry[name] ?? [])).size > 1);
    return { samples, conflicts };
  });
}

/** Hexadecimal digits that a number holds. */
const DIGITS = 13;

/**
 * Indices of the samples whose digest begins like another one's; rising. By sorting numbers: SQLite would sort a million
 * digests, which takes ten times as long.
 */
function repeatedSamples(db: Db, datasetId: number): number[] {
  const digests = db.$client
    .prepare<unknown[], [sample: number, start: string]>(
      `SELECT sample_index, substr(sha256, 1, ${DIGITS}) FROM samples WHERE dataset_id = ? AND sha256 <> ''`,
    )
    .raw()
    .all(datasetId);
  const numbers = Float64Array.from(digests, ([, start]) => Number.parseInt(start, 16));
  const sorted = numbers.toSorted();
  const repeated = new Set<number>();
  for (let place = 1; place < sorted.length; place += 1) {
    const number = sorted[place] ?? 0;
    if (number === sorted[place - 1]) repeated.add(number);
  }
  return digests.flatMap(([index], place) => (repeated.has(numbers[place] ?? -1) ? [index] : []));
}
