import { readSummary } from '@evenhand/db';
import { type Summary, summary } from '@evenhand/report';
import manifest from '../../package.json';
import { database } from './database';
import type { RunResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/**
 * What a run found, in words. A finished run has it written down, which spares the audit of all its groups; where
 * another version of Evenhand wrote it, or the run has not finished, it is made from the audit.
 */
export function runSummary(result: RunResult): Summary {
  const stored = result.run.status === 'finished' ? readSummary(database(), result.run.id) : undefined;
  if (stored?.version === manifest.version) return stored.content as Summary;
  return summary(measuredTasks(result).flatMap((name) => taskResult(result, name) ?? []));
}
