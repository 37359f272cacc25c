import type { Db } from '../database.js';
import { readLabelSets } from '../datasets/label-sets.js';
import { runRow } from '../runs/run-row.js';
import type { SharedPrediction } from '../types.js';
import { firstPrediction } from './first-prediction.js';

/** Samples per reading. Windows instead of a cursor, so that the database is free while the caller works. */
const WINDOW = 4096;

/** Columns before the predictions, and columns of one prediction. */
const HEAD = 3;
const WIDTH = 3;
type Row = (number | string | null)[];

interface RunKey {
  number: number;
  datasetId: number;
}

/**
 * What several runs say about the same samples: those that every run has predicted, in order of sample and task.
 * `tasks` lists per task its index in each run, in the order of `runs`. Samples are the same where their ids are, and
 * labels are the first run's: the caller has made sure that the data sets are the same. Memory does not grow with the
 * runs; of a run at work a sample comes with all its tasks or not at all.
 *
 * @throws UserError `unknown_run`, at the first step
 */
export function* iterateSharedPredictions(
  db: Db,
  { runs, tasks }: { runs: readonly string[]; tasks: readonly (readonly number[])[] },
): Generator<SharedPrediction> {
  const keys = runs.map((run) => runRow(db, run));
  const [first] = keys;
  if (!first || tasks.length === 0) return;
  const labelsOf = readLabelSets(db, first.datasetId);
  const read = readerOf(db, keys);
  const own = tasks.map((indices) => indices[0] ?? 0);
  let from = firstPrediction(db, { run: first.number, tasks: own, from: 0 });
  while (from !== undefined) {
    const window = { from, to: from + WINDOW };
    // One transaction, as in `readWindow`.
    const rows = db.$client.transaction(() =>
      tasks.flatMap((indices, task) => read(indices, window).map((row) => ({ task, row }))),
    )();
    // Stable, so the tasks of a sample stay in order.
    for (const { task, row } of rows.sort((a, b) => Number(a.row[0]) - Number(b.row[0]))) {
      yield {
        sample: Number(row[0]),
        labels: labelsOf(Number(row[1])),
        cluster: typeof row[2] === 'string' ? row[2] : undefined,
        task,
        predictions: keys.map((_, place) => {
          const [truth, predicted, scores] = row.slice(HEAD + WIDTH * place, HEAD + WIDTH * (place + 1));
          return {
            truth: truth === null ? null : Number(truth),
            predicted: Number(predicted),
            scores: typeof scores === 'string' ? (JSON.parse(scores) as number[]) : null,
          };
        }),
      };
    }
    from = firstPrediction(db, { run: first.number, tasks: own, from: window.to });
  }
}

type Reader = (tasks: readonly number[], window: { from: number; to: number }) => Row[];

/** Plain SQL and tuples, as in `readWindow`. The order of the joins is fixed: every step goes down a key. */
function readerOf(db: Db, keys: readonly RunKey[]): Reader {
  const [first] = keys;
  const own = keys.map(({ datasetId }) => datasetId === first?.datasetId);
  const statement = db.$client.prepare<number[], Row>(joinSql(own)).raw();
  return (tasks, { from, to }) => {
    const joined = keys.slice(1).flatMap(({ number, datasetId }, index) => {
      const prediction = [number, tasks[index + 1] ?? 0];
      return own[index + 1] ? prediction : [datasetId, ...prediction];
    });
    return statement.all(first?.datasetId ?? 0, ...joined, first?.number ?? 0, tasks[0] ?? 0, from, to);
  };
}

/** `own[r]`: run r is on the first run's data set, so samples have the same index; else they are found by their id. */
function joinSql(own: readonly boolean[]): string {
  const columns = own.map((_, r) => `p${r}.truth, p${r}.predicted, p${r}.scores`);
  const joins = own.slice(1).map((isOwn, index) => {
    const r = index + 1;
    const at = isOwn ? 'p0' : `s${r}`;
    const samples = isOwn
      ? ''
      : `CROSS JOIN samples s${r} ON s${r}.dataset_id = ? AND s${r}.sample_id = s0.sample_id`;
    return `${samples} CROSS JOIN predictions p${r}
      ON p${r}.run_number = ? AND p${r}.task_index = ? AND p${r}.sample_index = ${at}.sample_index`;
  });
  return `SELECT p0.sample_index, s0.label_set, s0.cluster, ${columns.join(', ')}
    FROM predictions p0
    CROSS JOIN samples s0 ON s0.dataset_id = ? AND s0.sample_index = p0.sample_index
    ${joins.join('\n')}
    WHERE p0.run_number = ? AND p0.task_index = ? AND p0.sample_index >= ? AND p0.sample_index < ?
    ORDER BY p0.sample_index`;
}
