import { type PredictionColumns, readPredictionColumns } from '@evenhand/db';
import { sharedCache } from './cache';
import { database } from './database';
import type { RunResult } from './run-result';

/** Rows read at once: some thirty milliseconds, after which other requests get their turn. */
const STRETCH = 25_000;
/** Bytes that all kept columns may take. */
const MEMORY = 256 * 1024 * 1024;
const BYTES_PER_ROW = 12;

const kept = sharedCache<Promise<PredictionColumns>>('columns', MEMORY);

/** All predictions of a task as columns. A million of them take about a second the first time. */
export function predictionColumns({ run, version }: RunResult, task: number): Promise<PredictionColumns> {
  return kept.get(
    `${version} ${task}`,
    () => readAll(run.id, task, run.dataset.samples),
    () => run.counts.ok * BYTES_PER_ROW,
  );
}

async function readAll(run: string, task: number, samples: number): Promise<PredictionColumns> {
  const parts: PredictionColumns[] = [];
  for (let from = 0; from < samples; from += STRETCH) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve));
    parts.push(readPredictionColumns(database(), { run, task, from, to: from + STRETCH }));
  }
  const length = parts.reduce((sum, part) => sum + part.sample.length, 0);
  const all: PredictionColumns = {
    sample: new Uint32Array(length),
    truth: new Int16Array(length),
    predicted: new Int16Array(length),
    confidence: new Float32Array(length),
  };
  let offset = 0;
  for (const part of parts) {
    all.sample.set(part.sample, offset);
    all.truth.set(part.truth, offset);
    all.predicted.set(part.predicted, offset);
    all.confidence.set(part.confidence, offset);
    offset += part.sample.length;
  }
  return all;
}
