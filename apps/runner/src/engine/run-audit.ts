import { performance } from 'node:perf_hooks';
import type { RunEvent, RunWarning } from '@evenhand/contracts';
import { appendBatch, type Db, markInterrupted, type StoredPrediction } from '@evenhand/db';
import type { ImagePool, ModelPackage, ModelSession } from '@evenhand/model';
import { endRun, measureRun, tabulateRun } from './end-run.js';
import { type IndexedSample, type InferredBatch, inferBatches } from './infer-batches.js';
import type { PlannedTask } from './plan-tasks.js';
import { createWarningLedger } from './warning-ledger.js';

export interface AuditJob {
  db: Db;
  run: string;
  package: ModelPackage;
  session: ModelSession;
  pool: ImagePool;
  /** Samples still to do, in order. */
  samples: readonly IndexedSample[];
  /** Samples that an earlier part of this run already stored. */
  done: number;
  /** How many of those failed. */
  failed: number;
  tasks: readonly PlannedTask[];
  /** Warnings of the run so far. */
  warnings: readonly RunWarning[];
  batchSize: number;
  threads: number;
  /** Stops after the batch in flight. */
  signal: AbortSignal;
}

/** Weight of the newest batch in the moving average that the time left is computed from. */
const rateSmoothing = 0.1;

/**
 * Runs a model over the samples and stores every batch in one transaction, then tabulates what is stored. The
 * stream ends with `finished`, or with `interrupted` when the signal was raised; what is stored stays either way.
 */
export async function* runAudit(job: AuditJob): AsyncGenerator<RunEvent> {
  const { db, run, signal } = job;
  const total = job.done + job.samples.length;
  const started = performance.now();
  yield {
    type: 'started',
    run,
    total,
    done: job.done,
    device: job.session.device,
    batchSize: job.batchSize,
    threads: job.threads,
  };
  const warnings = createWarningLedger(job.warnings);
  let done = job.done;
  let failed = job.failed;
  let secondsPerImage: number | undefined;
  let previous = started;
  const { height, width } = job.package.input;
  const batches = inferBatches({ ...job, imageLength: 3 * height * width });
  for await (const batch of batches) {
    const fresh = warnings.add(batch.warnings);
    appendBatch(db, {
      run,
      predictions: toPredictions(batch, job.tasks),
      failures: batch.failures.map(({ index, failure }) => ({
        sample: index,
        code: failure.code,
        message: failure.message,
      })),
      warnings: warnings.all(),
    });
    const size = batch.samples.length + batch.failures.length;
    done += size;
    failed += batch.failures.length;
    const now = performance.now();
    const pace = (now - previous) / 1000 / size;
    secondsPerImage =
      secondsPerImage === undefined ? pace : secondsPerImage + rateSmoothing * (pace - secondsPerImage);
    previous = now;
    for (const { failure } of batch.failures) yield { type: 'sample-failed', failure };
    for (const warning of fresh) yield { type: 'warning', warning };
    yield {
      type: 'batch',
      done,
      failed,
      total,
      imagesPerSecond: 1 / secondsPerImage,
      secondsLeft: (total - done) * secondsPerImage,
    };
  }
  if (signal.aborted && done < total) {
    markInterrupted(db, run);
    yield { type: 'interrupted', run, done, total };
    return;
  }
  const audit = endRun(db, run, { measured: measureRun(tabulateRun(db, run)), warnings: warnings.all() });
  yield { type: 'finished', audit, seconds: (performance.now() - started) / 1000 };
}

function toPredictions(batch: InferredBatch, tasks: readonly PlannedTask[]): StoredPrediction[] {
  const rows: StoredPrediction[] = [];
  tasks.forEach((task, taskIndex) => {
    const scores = batch.scores.get(task.name);
    if (!scores) return;
    const width = task.labels.length;
    batch.samples.forEach(({ index, sample }, position) => {
      const own = scores.subarray(position * width, (position + 1) * width);
      const predicted = argmax(own);
      rows.push({
        sample: index,
        task: taskIndex,
        truth: task.truthOf(sample.labels),
        predicted,
        confidence: own[predicted] ?? null,
        scores: Array.from(own),
      });
    });
  });
  return rows;
}

/** Index of the largest value; the first of equals, as numpy and torch do. */
function argmax(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  return best;
}
