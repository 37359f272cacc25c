import { type AuditDocument, auditRun } from '@evenhand/contracts';
import { type Db, getRun, iteratePredictions, type Run, readCounts, readScoreTables } from '@evenhand/db';
import {
  addCount,
  auditTables,
  emptyRunTables,
  type RunShape,
  type RunTables,
  type ScoreTableJson,
  scoresFromJson,
  tabulateRows,
} from '@evenhand/metrics';
import { runShape } from './run-shape.js';

/** The audit document of a stored run; of what is stored so far where the run has not finished. */
export function loadAudit(db: Db, id: string): AuditDocument {
  const run = getRun(db, id);
  const shape = runShape(db, run);
  const tables =
    run.status === 'finished'
      ? storedTables(db, run, shape)
      : tabulateRows(shape, iteratePredictions(db, { run: id }));
  return auditTables(auditRun.parse(run), shape, tables);
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
