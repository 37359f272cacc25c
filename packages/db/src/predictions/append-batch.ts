import type { RunWarning } from '@evenhand/contracts';
import { eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { inserter } from '../inserter.js';
import { ownedRun } from '../runs/owned-run.js';
import { failures, predictions, runs } from '../schema/index.js';
import type { StoredFailure, StoredPrediction } from '../types.js';
import { write } from '../write.js';
import { scoresText, shortFloat32 } from './scores-text.js';

export interface Batch {
  run: string;
  /** All tasks of each sample: a sample is stored as a whole or not at all. */
  predictions: readonly StoredPrediction[];
  failures: readonly StoredFailure[];
  /** All warnings of the run so far; left as they are where not given. */
  warnings?: readonly RunWarning[];
}

const insertPrediction = inserter(predictions);
const insertFailure = inserter(failures);

/**
 * Stores a batch of a running run, counts it and marks the time, in one transaction: after a crash the run holds
 * all of it or nothing of it. A sample that is there already is a fault of the caller and stores nothing.
 *
 * @throws UserError `unknown_run`, `run_taken_over`, `database_locked`, `disk_full`
 */
export function appendBatch(db: Db, batch: Batch): void {
  write(db, () => {
    const { number: runNumber, ok, failed, excluded } = ownedRun(db, batch.run);
    const storePrediction = insertPrediction(db);
    const storeFailure = insertFailure(db);
    const done = new Set<number>();
    const leftOut = new Set<number>();
    for (const { sample, task, truth, predicted, confidence, scores } of batch.predictions) {
      storePrediction({
        runNumber,
        taskIndex: task,
        sampleIndex: sample,
        truth,
        predicted,
        confidence: confidence === null ? null : shortFloat32(confidence),
        scores: scores && scoresText(scores),
      });
      done.add(sample);
      if (truth === null) leftOut.add(sample);
    }
    for (const { sample, code, message } of batch.failures) {
      storeFailure({ runNumber, sampleIndex: sample, code, message });
    }
    db.update(runs)
      .set({
        ok: ok + done.size,
        failed: failed + batch.failures.length,
        excluded: excluded + leftOut.size,
        heartbeatAt: new Date().toISOString(),
        ...(batch.warnings && { warnings: [...batch.warnings] }),
      })
      .where(eq(runs.number, runNumber))
      .run();
  });
}
