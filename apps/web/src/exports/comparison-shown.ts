import type {
  ComparisonDocument,
  GroupingComparison,
  SliceComparison,
  TaskComparison,
} from '@evenhand/contracts';
import { countText, groupKey } from '@evenhand/report';
import { shownByColumns, shownByRows } from '../data/comparison';
import { type CompareView, compareGrouping } from '../lib/compare-view';
import type { SearchParams } from '../lib/search-params';
import { unknown } from './attachment';

/** What the page of a comparison shows at an address. */
export interface ComparisonShown {
  document: ComparisonDocument;
  view: CompareView;
  task: TaskComparison;
  grouping: GroupingComparison;
  /** The group whose confusions are shown. */
  slice: SliceComparison;
}

/** @throws UserError `unknown_run`, `unknown_task`, and those of `shownByColumns` */
export function comparisonShown(search: URLSearchParams): ComparisonShown {
  const params: SearchParams = { ...Object.fromEntries(search), candidate: search.getAll('candidate') };
  const { document, view } = shownByColumns(params) ?? shownByRows(params);
  const tasks = document.comparisons.find(({ candidate }) => candidate === view.shown)?.tasks ?? [];
  const task = tasks.find((entry) => entry.task === view.task);
  const grouping = task && compareGrouping(task, view.by);
  if (!task || !grouping) throw unknown('task', view.task);
  const slice = grouping.slices.find((entry) => groupKey(entry.group) === groupKey(view.group));
  return { document, view, task, grouping, slice: slice ?? task.overall };
}

/** Where a figure comes from: small print under it. */
export function comparisonOrigin({ document, view }: ComparisonShown): string {
  const { base, candidates, images } = document;
  const candidate = candidates.find(({ id }) => id === view.shown);
  const name = (run: typeof base | undefined): string =>
    `${run?.model.name}@${run?.model.version} (run ${run?.id})`;
  return `Baseline ${name(base)}, candidate ${name(candidate)}, on ${countText(images.shared)} images of ${base.dataset.name} that both have predicted. Evenhand.`;
}

export function comparisonFileName({ view }: ComparisonShown, what: string): (string | undefined)[] {
  const isOfGroups = what === 'groups';
  return [
    view.base,
    view.shown,
    view.task,
    what,
    ...(what === 'confusion' ? [] : [view.by.join('.')]),
    ...(isOfGroups ? [view.metric, view.label] : []),
  ];
}
