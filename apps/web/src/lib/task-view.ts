import type { Group, TaskAudit } from '@evenhand/contracts';
import { findGrouping, findSlice, metricFacts, parseGroupKey } from '@evenhand/report';
import { one, type SearchParams } from './search-params';

/** What a task's page shows; all of it is in the address. */
export interface TaskView {
  by: readonly string[];
  metric: string;
  /** Class, for metrics of one class. */
  label: string | undefined;
  sort: 'value' | 'name';
  /** The group whose matrix and classes are shown; {} for all images. */
  group: Group;
  matrix: MatrixView;
}

export type MatrixView = 'count' | 'share' | 'difference';

/** Reads the address; what it does not say, or says wrongly, gets the default. */
export function taskView(params: SearchParams, task: TaskAudit): TaskView {
  const asked = one(params, 'by').split(',').filter(Boolean);
  const grouping =
    findGrouping(task, asked) ?? task.groupings.find((entry) => !entry.degenerate) ?? task.groupings[0];
  const metrics = metricIds(task);
  const metric = metrics.find((id) => id === one(params, 'metric')) ?? 'accuracy';
  const labels = task.order ?? task.labels;
  const label =
    metricFacts(metric).scope === 'class'
      ? (labels.find((name) => name === one(params, 'class')) ?? labels[0])
      : undefined;
  const group = parseGroupKey(one(params, 'group'));
  const matrix = one(params, 'matrix');
  return {
    by: grouping?.by ?? [],
    metric,
    label,
    sort: one(params, 'sort') === 'name' ? 'name' : 'value',
    group: group && findSlice(task, group) ? group : {},
    matrix: matrix === 'share' || matrix === 'difference' ? matrix : 'count',
  };
}

/** Every metric that the task has, aggregates first. */
export function metricIds(task: TaskAudit): string[] {
  return [...Object.keys(task.overall.metrics), ...Object.keys(task.overall.classes[0]?.metrics ?? {})];
}
