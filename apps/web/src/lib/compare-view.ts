import type { ComparisonDocument, Group, GroupingComparison, TaskComparison } from '@evenhand/contracts';
import { findGrouping, groupKey, metricFacts, parseGroupKey } from '@evenhand/report';
import { href, one, type SearchParams } from './search-params';

/** Which runs are compared, and what is shown of it; all of it is in the address. */
export interface CompareView {
  base: string;
  candidates: readonly string[];
  /** The candidate that is shown. */
  shown: string;
  task: string;
  by: readonly string[];
  metric: string;
  label: string | undefined;
  sort: 'value' | 'name';
  group: Group;
}

/** The runs that the address names. */
export function comparedRuns(params: SearchParams): { base: string; candidates: string[] } {
  const named = params['candidate'];
  const candidates = (Array.isArray(named) ? named : [named ?? '']).filter((id) => id !== '');
  return { base: one(params, 'base'), candidates: [...new Set(candidates)] };
}

/** Reads the address. `scored`: metrics of a task that the document leaves out, because they are made of scores. */
export function compareView(
  params: SearchParams,
  document: ComparisonDocument,
  scored: (task: string) => readonly string[] = () => [],
): CompareView {
  const candidates = document.candidates.map(({ id }) => id);
  const shown = candidates.find((id) => id === one(params, 'show')) ?? candidates[0] ?? '';
  const tasks = document.comparisons.find(({ candidate }) => candidate === shown)?.tasks ?? [];
  const task = tasks.find((entry) => entry.task === one(params, 'task')) ?? tasks[0];
  const grouping = task && compareGrouping(task, one(params, 'by').split(','));
  const metrics = task ? comparedMetrics(task, scored(task.task)) : [];
  const metric = metrics.find((id) => id === one(params, 'metric')) ?? 'accuracy';
  const labels = task?.order ?? task?.labels ?? [];
  const isOfClass = metricFacts(metric).scope === 'class';
  return {
    base: document.base.id,
    candidates,
    shown,
    task: task?.task ?? '',
    by: grouping?.by ?? [],
    metric,
    label: isOfClass ? (labels.find((label) => label === one(params, 'class')) ?? labels[0]) : undefined,
    sort: one(params, 'sort') === 'name' ? 'name' : 'value',
    group: parseGroupKey(one(params, 'group')) ?? {},
  };
}

/** The grouping by these attributes; else the first that is not by the task's own label. */
export function compareGrouping(task: TaskComparison, by: readonly string[]): GroupingComparison | undefined {
  return findGrouping(task, by) ?? task.groupings.find(({ degenerate }) => !degenerate) ?? task.groupings[0];
}

/** Every metric of a task, aggregates first; `scored` as for `compareView`. */
export function comparedMetrics(task: TaskComparison, scored: readonly string[] = []): string[] {
  return [
    ...Object.keys(task.overall.metrics),
    ...scored,
    ...Object.keys(task.overall.classes[0]?.metrics ?? {}),
  ];
}

export function compareHref(view: Partial<CompareView>): string {
  const path = href(
    '/compare',
    { candidate: [...(view.candidates ?? [])] },
    {
      base: view.base,
      show: view.shown === view.candidates?.[0] ? undefined : view.shown,
      task: view.task,
      by: view.by?.join(','),
      metric: view.metric === 'accuracy' ? undefined : view.metric,
      class: view.label,
      sort: view.sort === 'name' ? 'name' : undefined,
      group: view.group && Object.keys(view.group).length > 0 ? groupKey(view.group) : undefined,
    },
  );
  return path;
}
