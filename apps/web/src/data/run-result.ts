import { loadRun, openStoredAudit, runShape, type StoredAudit } from '@evenhand/audit';
import { getRun, type Run } from '@evenhand/db';
import type { RunShape, RunTables } from '@evenhand/metrics';
import { sharedCache } from './cache';
import { database } from './database';

/** A run, for pages. */
export interface RunResult {
  run: Run;
  shape: RunShape;
  /** What was kept of its audit when it finished; undefined where the audit must be made of the counts. */
  stored: StoredAudit | undefined;
  /** The counts that every number is made of; null where what is stored so far is too much to count on the fly. */
  tables: () => RunTables | null;
  /** Tells results apart that may not share a cache entry. */
  version: string;
}

/** A run that has not finished is counted anew after every batch; beyond so many images that would hold up others. */
const COUNTED_ON_THE_FLY = 50_000;

const results = sharedCache<RunResult>('results', 100);
const tables = sharedCache<RunTables>('tables', 10);

/** @throws UserError `unknown_run` */
export function runResult(id: string): RunResult {
  const db = database();
  const run = getRun(db, id);
  const version = runVersion(run);
  return results.get(version, () => {
    const isTooLarge = run.status !== 'finished' && run.counts.ok > COUNTED_ON_THE_FLY;
    return {
      run,
      shape: runShape(db, run),
      stored: openStoredAudit(db, run),
      tables: () => (isTooLarge ? null : tables.get(version, () => loadRun(database(), id).tables)),
      version,
    };
  });
}

/** Changes whenever a run has stored something. */
function runVersion({ id, status, finishedAt, counts }: Run): string {
  return `${id} ${status} ${finishedAt} ${counts.ok} ${counts.failed}`;
}
