import { joinColumns, type PredictionColumns, readPredictionColumns, readStoredColumns } from '@evenhand/db';
import { sharedCache } from './cache';
import { database } from './database';
import type { RunResult } from './run-result';

/** Rows read at once where nothing is stored: some thirty milliseconds, after which other requests get their turn. */
const STRETCH = 25_000;
/** Bytes that all kept columns may take. */
const MEMORY = 128 * 1024 * 1024;
const BYTES_PER_ROW = 16;

const kept = sharedCache<Promise<PredictionColumns>>('columns', MEMORY);

/** All predictions of a task as columns: of a finished run as they were stored, else row by row. */
export function predictionColumns({ run, version }: RunResult, task: number): Promise<PredictionColumns> {
  return kept.get(
    `${version} ${task}`,
    async () =>
      readStoredColumns(database(), { run: run.id, task }) ??
      (await readRows(run.id, task, run.dataset.samples)),
    () => run.counts.ok * BYTES_PER_ROW,
  );
}

async function readRows(run: string, task: number, samples: number): Promise<PredictionColumns> {
  const parts: PredictionColumns[] = [];
  for (let from = 0; from < samples; from += STRETCH) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve));
    parts.push(readPredictionColumns(database(), { run, task, from, to: from + STRETCH }));
  }
  return joinColumns(parts);
}
