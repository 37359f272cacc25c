import type { TaskAudit } from '@evenhand/contracts';
import { auditRunTask } from '@evenhand/metrics';
import { sharedCache } from './cache';
import type { RunResult } from './run-result';
import { storedTask } from './stored-task';

/** Slices of all kept results together; one of them weighs some ten kilobytes. */
const audits = sharedCache<TaskAudit | undefined>('tasks', 5000);

/**
 * One task of the audit document: what the run ended with, else made of its counts. Undefined where the run does not
 * measure it, or is too large to be counted yet.
 */
export function taskResult(result: RunResult, task: string): TaskAudit | undefined {
  const { run, shape, stored, version } = result;
  if (!measuredTasks(result).includes(task)) return undefined;
  const place = run.tasks.findIndex(({ name }) => name === task);
  if (stored) return storedTask(stored, { version, place });
  const tables = result.tables();
  if (!tables) return undefined;
  return audits.get(
    JSON.stringify([version, task]),
    () => auditRunTask(shape, tables, { task }),
    (audit) => audit?.groupings.reduce((slices, grouping) => slices + grouping.slices.length, 1) ?? 1,
  );
}

/** The same task, of which only all images together will be looked at: in a moment. */
export function overallResult(result: RunResult, task: string): TaskAudit | undefined {
  if (result.stored) return taskResult(result, task);
  const tables = result.tables();
  return tables ? auditRunTask(result.shape, tables, { task, groupings: [] }) : undefined;
}

/** Names of the tasks that the run measures. */
export function measuredTasks({ shape }: RunResult): string[] {
  return shape.tasks.filter((task) => task.attribute !== null).map((task) => task.name);
}
