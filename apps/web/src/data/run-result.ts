import { type CountedRun, loadRun, runShape } from '@evenhand/audit';
import { getRun, type Run } from '@evenhand/db';
import { sharedCache } from './cache';
import { database } from './database';

/** A run with its counts, for pages. */
export interface RunResult extends Omit<CountedRun, 'tables'> {
  /** Null where what is stored so far is too much to count on the fly. */
  tables: CountedRun['tables'] | null;
  /** Tells results apart that may not share a cache entry. */
  version: string;
}

/** A run that has not finished is counted anew after every batch; beyond so many images that would hold up others. */
const COUNTED_ON_THE_FLY = 50_000;

const results = sharedCache<RunResult>('results', 40);

/** @throws UserError `unknown_run` */
export function runResult(id: string): RunResult {
  const db = database();
  const run = getRun(db, id);
  const version = runVersion(run);
  return results.get(version, () => {
    if (run.status !== 'finished' && run.counts.ok > COUNTED_ON_THE_FLY) {
      return { run, shape: runShape(db, run), tables: null, version };
    }
    return { ...loadRun(db, id), version };
  });
}

/** Changes whenever a run has stored something. */
function runVersion({ id, status, finishedAt, counts }: Run): string {
  return `${id} ${status} ${finishedAt} ${counts.ok} ${counts.failed}`;
}
