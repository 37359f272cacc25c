import { createRun, type Db, type Run } from '@evenhand/db';
import { headlines } from '@evenhand/metrics';
import { forPages, loadAudit } from '../../packages/audit/dist/index.js';

/** All that belongs to a run but its own row and its tasks. */
const TABLES = [
  'predictions',
  'prediction_columns',
  'run_groups',
  'counts',
  'score_tables',
  'audit_parts',
  'summaries',
];

/** A stored run once more, as of another model version and time. In SQL: drawing and counting it anew takes seconds. */
export function repeatRun(
  db: Db,
  run: Run,
  { model, startedAt }: { model: Run['model']; startedAt: string },
): void {
  const { id } = createRun(db, { ...run, model, dataset: run.dataset.name });
  const from = runNumber(db, run.id);
  const to = runNumber(db, id);
  for (const table of TABLES)
    copyRows(db, table, { where: `run_number = ${from}`, change: { run_number: `${to}` } });
  const result = ['status', 'ok', 'failed', 'excluded', 'headlines', 'warnings'];
  db.$client
    .prepare(
      `UPDATE runs SET (${result}) = (SELECT ${result} FROM runs WHERE number = ?),
         owner = NULL, started_at = ?, heartbeat_at = ?, finished_at = ? WHERE number = ?`,
    )
    .run(from, startedAt, startedAt, startedAt, to);
}

/** Makes a data set and its one finished run so many times larger, as if every image had come so many times. */
export function enlargeRun(db: Db, run: Run, times: number): void {
  const { samples } = run.dataset;
  const number = runNumber(db, run.id);
  const dataset = db.$client.prepare('SELECT id FROM datasets WHERE name = ?').pluck().get(run.dataset.name);
  for (let time = 1; time < times; time += 1) {
    const index = `sample_index + ${time * samples}`;
    copyRows(db, 'samples', {
      where: `dataset_id = ${dataset} AND sample_index < ${samples}`,
      change: {
        sample_index: index,
        sample_id: `printf('image-%07d.png', ${index})`,
        sha256: 'lower(hex(randomblob(32)))',
      },
    });
    copyRows(db, 'predictions', {
      where: `run_number = ${number} AND sample_index < ${samples}`,
      change: { sample_index: index },
    });
  }
  db.$client.exec(`
    UPDATE counts SET n = n * ${times} WHERE run_number = ${number};
    UPDATE label_sets SET sample_count = sample_count * ${times} WHERE dataset_id = ${dataset};
    UPDATE datasets SET sample_count = sample_count * ${times} WHERE id = ${dataset};
    UPDATE runs SET ok = ok * ${times}, total = total * ${times}, dataset_samples = dataset_samples * ${times}
      WHERE number = ${number}`);
  // The columns of one time as often as the images come: their samples are 0, 1, 2, … before and after.
  const columns = ['label_set', 'truth', 'predicted', 'confidence'];
  const rows = db.$client.prepare<unknown[], Record<string, number | Buffer>>(
    `SELECT task_index, rows, ${columns} FROM prediction_columns WHERE run_number = ?`,
  );
  const store = db.$client.prepare(
    `UPDATE prediction_columns SET (rows, ${columns}) = (?, ?, ?, ?, ?) WHERE run_number = ? AND task_index = ?`,
  );
  for (const row of rows.all(number)) {
    const large = columns.map((name) => Buffer.concat(new Array<Buffer>(times).fill(row[name] as Buffer)));
    store.run(Number(row['rows']) * times, ...large, number, row['task_index']);
  }
  const audit = loadAudit(db, run.id);
  const { summary, parts } = forPages(audit);
  db.$client
    .prepare('UPDATE runs SET headlines = ? WHERE number = ?')
    .run(JSON.stringify(headlines(audit)), number);
  db.$client
    .prepare('UPDATE summaries SET content = ? WHERE run_number = ?')
    .run(JSON.stringify(summary), number);
  const storePart = db.$client.prepare(
    'UPDATE audit_parts SET content = ? WHERE run_number = ? AND task_index = ? AND part = ?',
  );
  for (const { task, part, content } of parts)
    storePart.run(
      content,
      number,
      run.tasks.findIndex(({ name }) => name === task),
      part,
    );
}

function runNumber(db: Db, id: string): number {
  return Number(db.$client.prepare('SELECT number FROM runs WHERE id = ?').pluck().get(id));
}

/** Inserts the rows of a table again, with some columns changed: name → SQL. */
function copyRows(
  db: Db,
  table: string,
  { where, change }: { where: string; change: Readonly<Record<string, string>> },
): void {
  const names = db.$client.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck();
  const columns = names.all(table);
  const values = columns.map((name) => change[name] ?? name);
  db.$client.exec(`INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${table} WHERE ${where}`);
}
