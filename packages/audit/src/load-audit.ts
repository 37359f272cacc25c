import { type AuditDocument, auditRun } from '@evenhand/contracts';
import type { Db } from '@evenhand/db';
import { auditTables } from '@evenhand/metrics';
import { loadRun } from './load-run.js';

/**
 * The audit document of a stored run; of what is stored so far where the run has not finished.
 *
 * @throws UserError `unknown_run`
 */
export function loadAudit(db: Db, id: string): AuditDocument {
  const { run, shape, tables } = loadRun(db, id);
  return auditTables(auditRun.parse(run), shape, tables);
}
