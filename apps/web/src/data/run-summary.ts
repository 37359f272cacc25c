import { type Summary, summary } from '@evenhand/report';
import type { RunResult } from './run-result';
import { measuredTasks, taskResult } from './task-result';

/** What a run found, in words. A finished run has it written down, which spares the audit of all its groups. */
export function runSummary(result: RunResult): Summary {
  if (result.stored) return result.stored.summary;
  return summary(measuredTasks(result).flatMap((name) => taskResult(result, name) ?? []));
}
