import type { Grouping, Slice, TaskAudit } from '@evenhand/contracts';
import type { Run } from '@evenhand/db';
import type { RunShape } from '@evenhand/metrics';
import { countText, findGrouping, findSlice, groupName } from '@evenhand/report';
import { runResult } from '../data/run-result';
import { taskResult } from '../data/task-result';
import { type TaskView, taskView } from '../lib/task-view';
import { unknown } from './attachment';

/** What a task's page shows at an address. */
export interface TaskShown {
  run: Run;
  shape: RunShape;
  task: TaskAudit;
  view: TaskView;
  grouping: Grouping;
  /** The group whose matrix and classes are shown. */
  slice: Slice;
}

/** @throws UserError `unknown_run`, `unknown_task` */
export function taskShown(id: string, name: string, search: URLSearchParams): TaskShown {
  const result = runResult(id);
  const task = taskResult(result, name);
  const view = task && taskView(Object.fromEntries(search), task);
  const grouping = task && findGrouping(task, view?.by ?? []);
  if (!task || !view || !grouping) throw unknown('task', name);
  const { run, shape } = result;
  return { run, shape, task, view, grouping, slice: findSlice(task, view.group) ?? task.overall };
}

/** Where a figure comes from: small print under it. */
export function origin({ id, model, dataset, counts }: Run): string {
  return `Run ${id}: ${model.name}@${model.version} on ${dataset.name}, ${countText(counts.ok)} images, ${dataset.labels} labels. Evenhand.`;
}

/** What is in files by the choice of groups, of the metric, and of one group. */
const ofGroups = new Set(['groups', 'intersections', 'shrunken', 'offsets', 'calibration-groups']);
const ofMetric = new Set(['groups', 'intersections']);
const ofSlice = new Set(['confusion', 'calibration', 'classes']);

/** Run, task and what of it, for the names of files. */
export function taskFileName({ run, task, view, slice }: TaskShown, what: string): (string | undefined)[] {
  return [
    run.id,
    task.task,
    what,
    ...(ofGroups.has(what) ? [view.by.join('.')] : []),
    ...(ofMetric.has(what) ? [view.metric, view.label] : []),
    ...(ofSlice.has(what) && slice !== task.overall ? [groupName(slice.group)] : []),
  ];
}
