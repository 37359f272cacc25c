import type { StoredAudit } from '@evenhand/audit';
import { auditRun } from '@evenhand/contracts';
import { auditDocument } from '@evenhand/metrics';
import { type RunResult, runResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/**
 * The whole audit document as JSON, with all that `evenhand show RUN --json` prints; null while the run is too large
 * to count.
 */
export function readAuditDocument(id: string): string | ReadableStream<Uint8Array> | null {
  const result = runResult(id);
  if (result.stored) return streamOf(storedDocument(result, result.stored));
  if (!result.tables()) return null;
  const tasks = measuredTasks(result).flatMap((task) => taskResult(result, task) ?? []);
  return JSON.stringify(auditDocument(auditRun.parse(result.run), tasks));
}

/** As it is stored, a grouping at a time: ten megabytes at once would hold up other pages. */
function* storedDocument({ run }: RunResult, stored: StoredAudit): Generator<Uint8Array> {
  yield Buffer.from(JSON.stringify(auditDocument(auditRun.parse(run), [])).slice(0, -2));
  let isFirst = true;
  for (const place of run.tasks.keys()) {
    const json = stored.taskJson(place);
    if (!json) continue;
    if (!isFirst) yield Buffer.from(',');
    yield* json;
    isFirst = false;
  }
  yield Buffer.from(']}');
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
