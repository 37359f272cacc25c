import { UserError } from '@evenhand/contracts';
import { type RecordSource, readRecords } from '../tables/read-records.js';
import { type Collected, Ledger, type OnConflict } from './collected.js';
import type { PredictionColumns } from './guess-columns.js';
import { longRows } from './long-rows.js';
import type { SampleIndex } from './sample-index.js';
import { wideRows } from './wide-rows.js';

export interface CollectOptions {
  source: RecordSource;
  /** Null for tables of `evenhand predictions`. */
  columns: PredictionColumns | null;
  samples: SampleIndex;
  onConflict: OnConflict;
  /** Called with the share of the file that has been read, 0 … 1. */
  onProgress?: ((progress: number) => void) | undefined;
}

/**
 * Reads a whole file of predictions into numbers. Memory: the samples' names, and four bytes for each cell.
 *
 * @throws UserError `empty_table`, `conflicting_rows`, `not_labels`, `not_a_probability`, `missing_sample_name`, and
 *   those of `readRecords`
 */
export async function collectPredictions(options: CollectOptions): Promise<Collected> {
  const { source, columns, samples, onConflict, onProgress } = options;
  const ledger = new Ledger({ file: source.file, samples, onConflict });
  const rows = columns === null ? longRows(ledger) : wideRows(ledger, columns);
  for await (const { records, progress } of readRecords(source, rows.wanted)) {
    for (const record of records) rows.add(record);
    onProgress?.(progress);
  }
  if (ledger.collected.rows === 0) {
    throw new UserError({
      code: 'empty_table',
      message: `${source.file} has a header and no rows.`,
      hint: 'One row for each sample is wanted below the header.',
    });
  }
  ledger.assertNoConflicts();
  return ledger.collected;
}
