import type { Db } from '../database.js';
import { perDatabase } from '../per-database.js';
import { runRow } from '../runs/run-row.js';

const statement = perDatabase(({ $client }) =>
  $client
    .prepare<[run: number, task: number, part: number], Buffer>(
      'SELECT content FROM audit_parts WHERE run_number = ? AND task_index = ? AND part = ?',
    )
    .pluck(),
);

/**
 * One part of the audit document that `finishRun` was given; undefined where it was given none. Who reads it checks
 * the summary's version first.
 *
 * @throws UserError `unknown_run`
 */
export function readAuditPart(
  db: Db,
  { run, task, part }: { run: string; task: number; part: number },
): Uint8Array | undefined {
  const { number } = runRow(db, run);
  return statement(db).get(number, task, part);
}
