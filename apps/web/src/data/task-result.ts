import type { TaskAudit } from '@evenhand/contracts';
import { auditTask } from '@evenhand/metrics';
import { sharedCache } from './cache';
import type { RunResult } from './run-result';

/** Slices of all kept results together; one of them weighs some kilobytes. */
const audits = sharedCache<TaskAudit>('tasks', 12_000);

/** One task of the audit document. Undefined where the run does not measure it, or is too large to be counted yet. */
export function taskResult(result: RunResult, taskName: string): TaskAudit | undefined {
  const { shape, tables, version } = result;
  const index = shape.tasks.findIndex((task) => task.name === taskName);
  const task = shape.tasks[index];
  const counts = tables?.counts[index];
  if (!task || !tables || !counts || task.attribute === null) return undefined;
  const { name, kind, labels, order, attribute } = task;
  return audits.get(
    JSON.stringify([version, name]),
    () =>
      auditTask({
        task: name,
        kind,
        labels,
        order,
        attribute,
        counts,
        scores: tables.scores[index],
        excluded: tables.excluded[index] ?? 0,
      }),
    (audit) => audit.groupings.reduce((slices, grouping) => slices + grouping.slices.length, 1),
  );
}

/** Names of the tasks that the run measures. */
export function measuredTasks({ shape }: RunResult): string[] {
  return shape.tasks.filter((task) => task.attribute !== null).map((task) => task.name);
}
