import type { RunStatus } from '@evenhand/contracts';
import { getRun } from '@evenhand/db';
import { database } from './database';

export interface Progress {
  status: RunStatus;
  done: number;
  failed: number;
  total: number;
  /** Over the time since this reader began to look; null before the first batch in that time. */
  imagesPerSecond: number | null;
}

/** How often the database is asked, in milliseconds: one row by its key. */
const EVERY = 250;

/**
 * What a run has done, at once and after every batch, until it ends or the reader leaves.
 *
 * @throws UserError `unknown_run`, also when it is deleted meanwhile
 */
export async function* runProgress(id: string, signal: AbortSignal): AsyncGenerator<Progress> {
  const began = performance.now();
  let first: number | undefined;
  let last = '';
  while (!signal.aborted) {
    const { status, counts, total } = getRun(database(), id);
    const done = counts.ok + counts.failed;
    first ??= done;
    const state = `${status} ${done}`;
    if (state !== last) {
      last = state;
      const seconds = (performance.now() - began) / 1000;
      yield {
        status,
        done,
        failed: counts.failed,
        total,
        imagesPerSecond: done > first ? (done - first) / seconds : null,
      };
    }
    if (status !== 'running') return;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}
