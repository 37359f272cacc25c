import { documentJson } from '@evenhand/audit';
import { auditRun } from '@evenhand/contracts';
import { auditDocument } from '@evenhand/metrics';
import { runResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/**
 * The whole audit document as JSON, with all that `evenhand show RUN --json` prints; null while the run is too large
 * to count.
 */
export function readAuditDocument(id: string): string | ReadableStream<Uint8Array> | null {
  const result = runResult(id);
  if (result.stored) return streamOf(documentJson(result.run, result.stored));
  if (!result.tables()) return null;
  const tasks = measuredTasks(result).flatMap((task) => taskResult(result, task) ?? []);
  return JSON.stringify(auditDocument(auditRun.parse(result.run), tasks));
}

function streamOf(chunks: Iterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const { value, done } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
