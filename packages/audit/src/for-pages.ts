import { deflateRawSync } from 'node:zlib';
import type { AuditDocument } from '@evenhand/contracts';
import type { ForPages } from '@evenhand/db';
import { summary } from '@evenhand/report';
import { auditVersion } from './audit-version.js';

/** Most of what there is to save, at a third of the usual level's time. */
const LEVEL = 2;

/** What a finished run keeps of its audit document, for pages to read a part at a time: see `openStoredAudit`. */
export function forPages({ tasks }: Pick<AuditDocument, 'tasks'>): ForPages {
  return { version: auditVersion(), summary: summary(tasks), parts: parts(tasks) };
}

function* parts(tasks: AuditDocument['tasks']): ForPages['parts'] {
  for (const { groupings, ...task } of tasks) {
    const outlines = groupings.map(({ by, degenerate }) => ({ by, degenerate }));
    yield { task: task.task, part: 0, content: packed({ task, groupings: outlines }) };
    for (const [index, grouping] of groupings.entries())
      yield { task: task.task, part: index + 1, content: packed(grouping) };
  }
}

function packed(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value), { level: LEVEL });
}
