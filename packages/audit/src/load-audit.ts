import { type AuditDocument, auditRun } from '@evenhand/contracts';
import { type Db, getRun } from '@evenhand/db';
import { auditTables } from '@evenhand/metrics';
import { loadRun } from './load-run.js';
import { documentJson, openStoredAudit } from './stored-audit.js';

/**
 * The audit document of a stored run: as it was stored when the run finished, where the code at hand made it; else made
 * of the run's counts, or of those of what is stored so far.
 *
 * @throws UserError `unknown_run`
 */
export function loadAudit(db: Db, id: string): AuditDocument {
  const json = storedJson(db, id);
  return json ? JSON.parse(json.toString('utf8')) : makeAudit(db, id);
}

/** The document as it was stored, in JSON; undefined where other code than this made it, or none. */
export function storedJson(db: Db, id: string): Buffer | undefined {
  const run = getRun(db, id);
  const stored = openStoredAudit(db, run);
  return stored && Buffer.concat([...documentJson(run, stored)]);
}

/** The same document from the run's counts, whatever is stored of it. */
export function makeAudit(db: Db, id: string): AuditDocument {
  const { run, shape, tables } = loadRun(db, id);
  return auditTables(auditRun.parse(run), shape, tables);
}
