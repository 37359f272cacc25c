import type { TaskAudit } from '@evenhand/contracts';
import { auditRunTask } from '@evenhand/metrics';
import { sharedCache } from './cache';
import type { RunResult } from './run-result';

/** Slices of all kept results together; one of them weighs some kilobytes. */
const audits = sharedCache<TaskAudit | undefined>('tasks', 12_000);

/** One task of the audit document. Undefined where the run does not measure it, or is too large to be counted yet. */
export function taskResult({ shape, tables, version }: RunResult, task: string): TaskAudit | undefined {
  if (!tables || !isMeasured(shape, task)) return undefined;
  return audits.get(
    JSON.stringify([version, task]),
    () => auditRunTask(shape, tables, { task }),
    (audit) => audit?.groupings.reduce((slices, grouping) => slices + grouping.slices.length, 1) ?? 1,
  );
}

/** The same task without its groups: all images together, in a moment. */
export function overallResult({ shape, tables }: RunResult, task: string): TaskAudit | undefined {
  return tables ? auditRunTask(shape, tables, { task, groupings: [] }) : undefined;
}

function isMeasured({ tasks }: RunResult['shape'], task: string): boolean {
  return tasks.some(({ name, attribute }) => name === task && attribute !== null);
}

/** Names of the tasks that the run measures. */
export function measuredTasks({ shape }: RunResult): string[] {
  return shape.tasks.filter((task) => task.attribute !== null).map((task) => task.name);
}
