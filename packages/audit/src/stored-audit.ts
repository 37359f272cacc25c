import { inflateRawSync } from 'node:zlib';
import { auditRun, type Grouping, type TaskAudit } from '@evenhand/contracts';
import { type Db, type Run, readAuditPart, readSummary } from '@evenhand/db';
import { auditDocument } from '@evenhand/metrics';
import type { Summary } from '@evenhand/report';
import { auditVersion } from './audit-version.js';

/** A task of an audit document without what is in its groups. */
export interface TaskOutline {
  task: Omit<TaskAudit, 'groupings'>;
  groupings: Pick<Grouping, 'by' | 'degenerate'>[];
}

/** The audit document that a run ended with, read a part at a time. Tasks by their place in `Run.tasks`. */
export interface StoredAudit {
  summary: Summary;
  /** Undefined where the run does not measure the task. */
  outline(task: number): TaskOutline | undefined;
  /** By its place among the outline's. */
  grouping(task: number, place: number): Grouping;
  /** The task as JSON in UTF-8, with everything, piece by piece. Undefined where the run does not measure it. */
  taskJson(task: number): Iterable<Uint8Array> | undefined;
}

/**
 * What was stored of a run's audit when it finished. Undefined where the run has not finished, or where other code
 * than this made it: then the document is made of the run's counts, as `loadAudit` does.
 */
export function openStoredAudit(db: Db, run: Run): StoredAudit | undefined {
  if (run.status !== 'finished') return undefined;
  const stored = readSummary(db, run.id);
  if (stored?.version !== auditVersion()) return undefined;
  const bytes = (task: number, part: number): Buffer | undefined => {
    const content = readAuditPart(db, { run: run.id, task, part });
    return content && inflateRawSync(content);
  };
  const outline = (task: number): TaskOutline | undefined => {
    const own = bytes(task, 0);
    return own && JSON.parse(own.toString('utf8'));
  };
  const grouping = (task: number, place: number): Buffer => {
    const own = bytes(task, place + 1);
    if (!own) throw new Error(`run ${run.id} has no grouping ${place} of task ${task}`);
    return own;
  };
  return {
    summary: stored.content as Summary,
    outline,
    grouping: (task, place) => JSON.parse(grouping(task, place).toString('utf8')),
    taskJson(task) {
      const own = outline(task);
      return own && pieces(own, (place) => grouping(task, place));
    },
  };
}

/** The whole document as JSON in UTF-8, a grouping at a time: ten megabytes at once would hold up others. */
export function* documentJson(run: Run, stored: StoredAudit): Generator<Uint8Array> {
  yield Buffer.from(JSON.stringify(auditDocument(auditRun.parse(run), [])).slice(0, -2));
  let isFirst = true;
  for (const task of run.tasks.keys()) {
    const json = stored.taskJson(task);
    if (!json) continue;
    if (!isFirst) yield Buffer.from(',');
    yield* json;
    isFirst = false;
  }
  yield Buffer.from(']}');
}

/** As they are stored: megabytes that are read only to be written again take a while. */
function* pieces({ task, groupings }: TaskOutline, json: (place: number) => Buffer): Generator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify(task).slice(0, -1)},"groupings":[`);
  for (const place of groupings.keys()) {
    if (place > 0) yield Buffer.from(',');
    yield json(place);
  }
  yield Buffer.from(']}');
}
