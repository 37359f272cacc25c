import type { Estimate, Group, Slice, TaskAudit } from '@evenhand/contracts';
import { groupKey } from './group-name.js';

/** The grouping of an audited or compared task by exactly these attributes, in any order. */
export function findGrouping<Found extends { by: readonly string[] }>(
  { groupings }: { groupings: readonly Found[] },
  by: readonly string[],
): Found | undefined {
  return groupings.find(
    (grouping) => grouping.by.length === by.length && by.every((name) => grouping.by.includes(name)),
  );
}

/** The slice of one group; the whole for {}. */
export function findSlice(task: TaskAudit, group: Group): Slice | undefined {
  const names = Object.keys(group);
  if (names.length === 0) return task.overall;
  const grouping = findGrouping(task, names);
  const ordered = Object.fromEntries((grouping?.by ?? []).map((name) => [name, group[name] ?? '']));
  const key = groupKey(ordered);
  return grouping?.slices.find((slice) => groupKey(slice.group) === key);
}

/** One number of a slice: of the slice as a whole, or of one class. */
export function sliceEstimate(slice: Slice, metric: string, label?: string): Estimate | undefined {
  if (label === undefined) return slice.metrics[metric];
  return slice.classes.find((entry) => entry.label === label)?.metrics[metric];
}
