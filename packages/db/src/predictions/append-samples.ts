import type { RunWarning } from '@evenhand/contracts';
import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { bulkInserter, inserter } from '../inserter.js';
import { ownedRun } from '../runs/owned-run.js';
import { failures, predictions, runs } from '../schema/index.js';
import type { StoredFailure, StoredPrediction } from '../types.js';
import { bulkWrite } from '../write.js';
import { shortFloat32 } from './scores-text.js';

/** A sample with all that is known of it: every task's prediction, or why there is none. */
export interface StoredSample {
  sample: number;
  predictions: readonly Omit<StoredPrediction, 'sample'>[];
  failure: Omit<StoredFailure, 'sample'> | null;
}

export interface SampleStream {
  run: string;
  /** Taken one by one; what it throws undoes everything. */
  samples: Iterable<StoredSample>;
  /** All warnings of the run so far. */
  warnings: readonly RunWarning[];
  /** Told of every prediction as it is stored, with its scores as they are read back. */
  onStored(prediction: StoredPrediction): void;
}

const insertPredictions = bulkInserter(predictions);
const insertFailure = inserter(failures);

/**
 * Stores any number of samples of a running run in one transaction, for imports of millions: with one for each
 * batch every one of them would write most pages of the index again. Memory does not grow with the samples. Others
 * cannot write meanwhile.
 *
 * @throws UserError `unknown_run`, `run_taken_over`, `database_locked`, `disk_full`, and what `samples` throws
 */
export function appendSamples(db: Db, { run, samples, warnings, onStored }: SampleStream): void {
  bulkWrite(db, () => {
    const { number: runNumber, ...counts } = ownedRun(db, run);
    let { ok, failed, excluded } = counts;
    const store = insertPredictions(db);
    const storeFailure = insertFailure(db);
    for (const { sample, predictions: own, failure } of samples) {
      if (failure) {
        storeFailure({ runNumber, sampleIndex: sample, code: failure.code, message: failure.message });
        failed += 1;
        continue;
      }
      let leftOut = false;
      for (const { task, truth, predicted, confidence, scores } of own) {
        const short = scores?.map(shortFloat32) ?? null;
        const sure = confidence === null ? null : (short?.[predicted] ?? shortFloat32(confidence));
        store.add({
          runNumber,
          taskIndex: task,
          sampleIndex: sample,
          truth,
          predicted,
          confidence: sure,
          scores: short && JSON.stringify(short),
        });
        onStored({ sample, task, truth, predicted, confidence: sure, scores: short });
        leftOut ||= truth === null;
      }
      ok += 1;
      if (leftOut) excluded += 1;
    }
    store.flush();
    db.update(runs)
      .set({ ok, failed, excluded, heartbeatAt: new Date().toISOString(), warnings: [...warnings] })
      .where(eq(runs.number, runNumber))
      .run();
  });
}
