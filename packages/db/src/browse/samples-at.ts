import { resolve } from 'node:path';
import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../database.js';
import { datasetRow } from '../datasets/dataset-row.js';
import { imageCell } from '../datasets/image-cell.js';
import { readLabelSets } from '../datasets/label-sets.js';
import { samples } from '../schema/index.js';
import type { IndexedSample } from '../types.js';

/**
 * Samples by their indices, in the order asked for; an index that the data set lacks is left out. For a few hundred
 * at a time.
 *
 * @throws UserError `unknown_dataset`
 */
export function readSamplesAt(db: Db, dataset: string, indices: readonly number[]): IndexedSample[] {
  const { id, root, manifest } = datasetRow(db, dataset);
  const rows = db
    .select()
    .from(samples)
    .where(and(eq(samples.datasetId, id), inArray(samples.sampleIndex, [...indices])))
    .all();
  const labelsOf = readLabelSets(db, id);
  const byIndex = new Map(rows.map((row) => [row.sampleIndex, row]));
  return indices.flatMap((index) => {
    const row = byIndex.get(index);
    if (!row) return [];
    return [
      {
        index,
        id: row.sampleId,
        path: row.path === '' ? null : resolve(root, row.path),
        cell: imageCell(row.imageRow, manifest),
        labels: labelsOf(row.labelSet),
        sha256: row.sha256,
        cluster: row.cluster ?? undefined,
      },
    ];
  });
}
