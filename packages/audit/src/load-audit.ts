import { type AuditDocument, auditRun, type TaskAudit } from '@evenhand/contracts';
import { type Db, getRun } from '@evenhand/db';
import { auditDocument, auditTables } from '@evenhand/metrics';
import { loadRun } from './load-run.js';
import { openStoredAudit } from './stored-audit.js';

/**
 * The audit document of a stored run: as it was stored when the run finished, where the code at hand made it; else made
 * of the run's counts, or of those of what is stored so far.
 *
 * @throws UserError `unknown_run`
 */
export function loadAudit(db: Db, id: string): AuditDocument {
  const run = getRun(db, id);
  const stored = openStoredAudit(db, run);
  if (!stored) return makeAudit(db, id);
  const tasks = run.tasks.flatMap((_, task) => {
    const json = stored.taskJson(task);
    return json ? [JSON.parse(Buffer.concat([...json]).toString('utf8')) as TaskAudit] : [];
  });
  return auditDocument(auditRun.parse(run), tasks);
}

/** The same document from the run's counts, whatever is stored of it. */
export function makeAudit(db: Db, id: string): AuditDocument {
  const { run, shape, tables } = loadRun(db, id);
  return auditTables(auditRun.parse(run), shape, tables);
}
