import { type AuditDocument, auditRun } from '@evenhand/contracts';
import { auditDocument } from '@evenhand/metrics';
import { runResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/** The whole audit document, as `evenhand show RUN --json` prints it; null while the run is too large to count. */
export function readAuditDocument(id: string): AuditDocument | null {
  const result = runResult(id);
  if (!result.tables) return null;
  const tasks = measuredTasks(result).flatMap((task) => taskResult(result, task) ?? []);
  return auditDocument(auditRun.parse(result.run), tasks);
}
