import { auditRun } from '@evenhand/contracts';
import { auditDocument } from '@evenhand/metrics';
import { runResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/**
 * The whole audit document as JSON, with all that `evenhand show RUN --json` prints; null while the run is too large
 * to count.
 */
export function readAuditDocument(id: string): string | Uint8Array<ArrayBuffer> | null {
  const result = runResult(id);
  const run = auditRun.parse(result.run);
  const { stored } = result;
  if (stored) {
    const tasks = result.run.tasks.flatMap((_, place) => stored.taskJson(place) ?? []);
    return Buffer.concat([
      Buffer.from(JSON.stringify(auditDocument(run, [])).slice(0, -2)),
      ...tasks.flatMap((json, place) => (place === 0 ? [json] : [Buffer.from(','), json])),
      Buffer.from(']}'),
    ]);
  }
  if (!result.tables()) return null;
  const tasks = measuredTasks(result).flatMap((task) => taskResult(result, task) ?? []);
  return JSON.stringify(auditDocument(run, tasks));
}
