import { UserError } from '@evenhand/contracts';
import { count, desc, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs } from '../schema/index.js';
import type { Run } from '../types.js';
import { getRun } from './get-run.js';
import { unknownRun } from './run-row.js';

/**
 * The run that a user means: `latest` (started last), `latest~N` (N before it), an id or a unique beginning of one.
 *
 * @throws UserError `unknown_run`, `ambiguous_run` (names the candidates)
 */
export function findRun(db: Db, ref: string): Run {
  const latest = /^latest(?:~(\d+))?$/.exec(ref);
  return getRun(db, latest ? nthLatest(db, Number(latest[1] ?? 0)) : byPrefix(db, ref));
}

function nthLatest(db: Db, back: number): string {
  const row = db.select({ id: runs.id }).from(runs).orderBy(desc(runs.number)).limit(1).offset(back).get();
  if (row) return row.id;
  const total = db.select({ n: count() }).from(runs).get()?.n ?? 0;
  throw unknownRun(
    db,
    total === 0
      ? 'There are no runs in this workspace.'
      : `There is no run latest~${back}: the workspace holds ${total}.`,
  );
}

function byPrefix(db: Db, ref: string): string {
  const prefix = ref.toLowerCase();
  const found = db
    .select({ id: runs.id })
    .from(runs)
    .where(sql`substr(${runs.id}, 1, ${prefix.length}) = ${prefix}`)
    .orderBy(desc(runs.number))
    .all();
  const [first, second] = found;
  if (!first || prefix === '') throw unknownRun(db, `There is no run ${ref} in this workspace.`);
  if (!second || first.id === prefix) return first.id;
  const named = found.slice(0, 5).map((run) => run.id);
  throw new UserError({
    code: 'ambiguous_run',
    message: `${ref} is the beginning of ${found.length} runs: ${named.join(', ')}${found.length > 5 ? ' …' : ''}`,
    hint: 'Give more of the id, or say latest or latest~1.',
  });
}
