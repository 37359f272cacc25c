import { runOptions } from '@evenhand/contracts';
import {
  type Db,
  getDataset,
  getRun,
  iteratePredictions,
  type Run,
  readCounts,
  readScoreTables,
} from '@evenhand/db';
import {
  addCount,
  emptyRunTables,
  type RunShape,
  type RunTables,
  type ScoreTableJson,
  scoresFromJson,
  tabulateRows,
} from '@evenhand/metrics';
import { sharedCache } from './cache';
import { database } from './database';

/** A run with the counts that every number of it is made of. */
export interface RunResult {
  run: Run;
  shape: RunShape;
  /** Of what is stored so far where the run has not finished; null where that is too much to count on the fly. */
  tables: RunTables | null;
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
  const version = `${id} ${run.status} ${run.finishedAt} ${run.counts.ok} ${run.counts.failed}`;
  return results.get(version, () => {
    const shape = runShape(db, run);
    return { run, shape, tables: runTables(db, run, shape), version };
  });
}

function runShape(db: Db, run: Run): RunShape {
  const { truths } = runOptions.parse(run.options);
  return {
    attributes: getDataset(db, run.dataset.name).manifest.attributes,
    tasks: run.tasks.map(({ name, kind, labels, order }) => ({
      name,
      kind,
      labels,
      order,
      attribute: truths[name]?.attribute ?? null,
    })),
  };
}

function runTables(db: Db, run: Run, shape: RunShape): RunTables | null {
  if (run.status !== 'finished') {
    if (run.counts.ok > COUNTED_ON_THE_FLY) return null;
    return tabulateRows(shape, iteratePredictions(db, { run: run.id }));
  }
  const tables = emptyRunTables(shape);
  for (const { task, labels, truth, predicted, n } of readCounts(db, run.id)) {
    const table = tables.counts[task];
    if (table) addCount(table, { group: labels, truth, predicted }, n);
  }
  for (const [task, text] of readScoreTables(db, run.id)) {
    tables.scores[task] = scoresFromJson(JSON.parse(text) as ScoreTableJson);
  }
  return { ...tables, excluded: run.tasks.map((task) => task.excluded) };
}
