import type { AuditDocument, AuditRun, TaskAudit } from '@evenhand/contracts';

/** The audit document: one result that the command line, the dashboard and the report all read. */
export function auditDocument(run: AuditRun, tasks: readonly TaskAudit[]): AuditDocument {
  return { schemaVersion: 1, run, tasks: [...tasks] };
}
