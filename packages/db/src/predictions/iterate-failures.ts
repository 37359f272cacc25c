import { and, asc, eq, gt } from 'drizzle-orm';
import type { Db } from '../database.js';
import { readLabelSets } from '../datasets/label-sets.js';
import { runRow } from '../runs/run-row.js';
import { failures, samples } from '../schema/index.js';
import type { FailureRow } from '../types.js';

/** Rows per query. */
const PAGE = 4096;

/** A run's failed samples in sample order. @throws UserError `unknown_run`, at the first step */
export function* iterateFailures(db: Db, run: string): Generator<FailureRow> {
  const { number, datasetId } = runRow(db, run);
  const labelsOf = readLabelSets(db, datasetId);
  let last = -1;
  for (;;) {
    const page = db
      .select({
        sample: failures.sampleIndex,
        code: failures.code,
        message: failures.message,
        sampleId: samples.sampleId,
        labelSet: samples.labelSet,
      })
      .from(failures)
      .innerJoin(
        samples,
        and(eq(samples.datasetId, datasetId), eq(samples.sampleIndex, failures.sampleIndex)),
      )
      .where(and(eq(failures.runNumber, number), gt(failures.sampleIndex, last)))
      .orderBy(asc(failures.sampleIndex))
      .limit(PAGE)
      .all();
    for (const { labelSet, ...failure } of page) {
      yield { ...failure, labels: labelsOf(labelSet) };
      last = failure.sample;
    }
    if (page.length < PAGE) return;
  }
}
