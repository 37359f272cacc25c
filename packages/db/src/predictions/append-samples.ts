import type { RunWarning } from '@evenhand/contracts';
import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { bulkInserter, inserter } from '../inserter.js';
import { ownedRun } from '../runs/owned-run.js';
import { failures, predictions, runs } from '../schema/index.js';
import { bulkWrite } from '../write.js';
import type { PredictionBatch, TaskBatch } from './prediction-batch.js';

export interface NewSamples {
  run: string;
  /** Taken one by one; what they throw undoes everything. */
  batches: Iterable<PredictionBatch>;
  /** All warnings of the run so far. */
  warnings: readonly RunWarning[];
}

const insertPredictions = bulkInserter(predictions);
const insertFailure = inserter(failures);

/**
 * Stores any number of samples of a running run in one transaction, for imports of millions: with one for each
 * batch every one of them would write most pages of the index again. Memory does not grow with the samples. Others
 * cannot write meanwhile.
 *
 * @throws UserError `unknown_run`, `run_taken_over`, `database_locked`, `disk_full`, and what `batches` throws
 */
export function appendSamples(db: Db, { run, batches, warnings }: NewSamples): void {
  bulkWrite(db, () => {
    const { number: runNumber, ...counts } = ownedRun(db, run);
    let { ok, failed, excluded } = counts;
    const store = insertPredictions(db);
    const storeFailure = insertFailure(db);
    for (const batch of batches) {
      for (const { sample, code, message } of batch.failures) {
        storeFailure({ runNumber, sampleIndex: sample, code, message });
      }
      for (const own of batch.tasks) {
        const { task: taskIndex, rows, sample, truth, predicted, confidence } = own;
        for (let row = 0; row < rows; row += 1) {
          const label = truth[row] ?? -1;
          const sure = confidence[row] ?? Number.NaN;
          store.add({
            runNumber,
            taskIndex,
            sampleIndex: sample[row] ?? 0,
            truth: label < 0 ? null : label,
            predicted: predicted[row] ?? 0,
            confidence: Number.isNaN(sure) ? null : sure,
            scores: scoresText(own, row),
          });
        }
      }
      ok += batch.counts.ok;
      failed += batch.counts.failed;
      excluded += batch.counts.excluded;
    }
    store.flush();
    db.update(runs)
      .set({ ok, failed, excluded, heartbeatAt: new Date().toISOString(), warnings: [...warnings] })
      .where(eq(runs.number, runNumber))
      .run();
  });
}

function scoresText({ scores, width }: TaskBatch, row: number): string | null {
  const from = row * width;
  if (scores === null || Number.isNaN(scores[from])) return null;
  let text = `[${scores[from]}`;
  for (let place = from + 1; place < from + width; place += 1) text += `,${scores[place]}`;
  return `${text}]`;
}
