import { resolve } from 'node:path';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Db } from '../database.js';
import { samples } from '../schema/index.js';
import type { IndexedSample } from '../types.js';
import { datasetRow } from './dataset-row.js';
import { imageCell } from './image-cell.js';
import { readLabelSets } from './label-sets.js';

/** Samples per query. Pages instead of a cursor, so that the database is free while the caller works. */
const PAGE = 4096;

/**
 * A data set's samples in index order. Samples with the same labels share one frozen object.
 *
 * @throws UserError `unknown_dataset`, at the first step
 */
export function* readSamples(db: Db, dataset: string): Generator<IndexedSample> {
  const { id, root, manifest } = datasetRow(db, dataset);
  const labelsOf = readLabelSets(db, id);
  let last = -1;
  for (;;) {
    const page = db
      .select()
      .from(samples)
      .where(and(eq(samples.datasetId, id), gt(samples.sampleIndex, last)))
      .orderBy(asc(samples.sampleIndex))
      .limit(PAGE)
      .all();
    for (const row of page) {
      yield {
        index: row.sampleIndex,
        id: row.sampleId,
        path: row.path === '' ? null : resolve(root, row.path),
        cell: imageCell(row.imageRow, manifest),
        labels: labelsOf(row.labelSet),
        sha256: row.sha256,
        cluster: row.cluster ?? undefined,
      };
      last = row.sampleIndex;
    }
    if (page.length < PAGE) return;
  }
}
