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
  tabulateClusters,
  tabulateRows,
} from '@evenhand/metrics';

/** A run with the counts that every number of it is made of. */
export interface CountedRun {
  run: Run;
  shape: RunShape;
  /** Of what is stored so far where the run has not finished. */
  tables: RunTables;
}

/**
 * A stored run and its counts: those it ended with, or those of what is stored so far.
 *
 * @throws UserError `unknown_run`
 */
export function loadRun(db: Db, id: string): CountedRun {
  const run = getRun(db, id);
  const shape = runShape(db, run);
  const tables =
    run.status === 'finished'
      ? storedTables(db, run, shape)
      : tabulateRows(shape, iteratePredictions(db, { run: id }));
  return { run, shape, tables: { ...tables, clusters: runClusters(db, run, shape) } };
}

/** Which images belong together, from the predictions; undefined where the data set does not say. */
export function runClusters(db: Db, run: Run, shape: RunShape): RunTables['clusters'] {
  if (getDataset(db, run.dataset.name).manifest.cluster === undefined) return undefined;
  return tabulateClusters(shape, iteratePredictions(db, { run: run.id }));
}

/** What a stored run is counted by: its tasks with their truth, and the data set's attributes. */
export function runShape(db: Db, run: Run): RunShape {
  const { truths, plan } = runOptions.parse(run.options);
  return {
    attributes: getDataset(db, run.dataset.name).manifest.attributes,
    tasks: run.tasks.map(({ name, kind, labels, order }) => ({
      name,
      kind,
      labels,
      order,
      attribute: truths[name]?.attribute ?? null,
    })),
    plan,
  };
}

function storedTables(db: Db, run: Run, shape: RunShape): RunTables {
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
