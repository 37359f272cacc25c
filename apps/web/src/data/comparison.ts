import { loadComparison, type OpenComparison, openComparison } from '@evenhand/audit';
import type { ComparisonDocument, GroupingComparison } from '@evenhand/contracts';
import { findGrouping } from '@evenhand/report';
import { type CompareView, comparedMetrics, comparedRuns, compareView } from '../lib/compare-view';
import type { SearchParams } from '../lib/search-params';
import { sharedCache } from './cache';
import { database } from './database';
import { runResult } from './run-result';

const comparisons = sharedCache<ComparisonDocument>('comparisons', 4);
const opened = sharedCache<OpenComparison | undefined>('open comparisons', 6);
const groupings = sharedCache<GroupingComparison | undefined>('compared groupings', 12);

/** What a page shows of a comparison. */
export interface ShownComparison {
  view: CompareView;
  /** Where the runs are compared by their columns, only the view's grouping is filled, and in the view's metric. */
  document: ComparisonDocument;
  /** All metrics of the task. */
  metrics: string[];
}

/**
 * What an address shows of a comparison, by the columns that the runs stored when they finished. Undefined where that
 * cannot be done and the rows have not been read before: `shownByRows` takes its time.
 *
 * @throws UserError `unknown_run`, `bad_comparison`, `different_datasets`, `no_shared_images`, `nothing_to_compare`
 */
export function shownByColumns(params: SearchParams): ShownComparison | undefined {
  const { base, candidates } = comparedRuns(params);
  const key = keyOf([base, ...candidates]);
  const open = opened.get(key, () => openComparison(database(), [base, ...candidates]));
  const scored = open ? (task: string): string[] => open.scoreMetrics(task) : undefined;
  const view = open && compareView(params, open.outline, scored);
  if (!view || scored?.(view.task).includes(view.metric)) {
    return comparisons.has(key) ? shownByRows(params) : undefined;
  }
  const { shown, task, by, metric } = view;
  const grouping = groupings.get(JSON.stringify([key, shown, task, by, metric]), () =>
    open.grouping({ candidate: shown, task, by, metric }),
  );
  const document = grouping ? withGrouping(open.outline, view, grouping) : open.outline;
  return { view, document, metrics: metricsOf(document, view, scored) };
}

/** The same from the whole comparison document. @throws UserError those of {@link shownByColumns} */
export function shownByRows(params: SearchParams): ShownComparison {
  const { base, candidates } = comparedRuns(params);
  const document = readComparison(base, candidates);
  const view = compareView(params, document);
  return { view, document, metrics: metricsOf(document, view) };
}

/**
 * The comparison document of a base run and its candidates on the images that all of them have predicted.
 *
 * @throws UserError those of {@link shownByColumns}
 */
export function readComparison(base: string, candidates: readonly string[]): ComparisonDocument {
  const runs = [base, ...candidates];
  return comparisons.get(keyOf(runs), () => loadComparison(database(), { runs }));
}

function keyOf(runs: readonly string[]): string {
  return runs.map((id) => runResult(id).version).join();
}

function withGrouping(
  outline: ComparisonDocument,
  { shown, task }: CompareView,
  filled: GroupingComparison,
): ComparisonDocument {
  const comparisons = outline.comparisons.map((comparison) => {
    if (comparison.candidate !== shown) return comparison;
    const tasks = comparison.tasks.map((entry) => {
      if (entry.task !== task) return entry;
      const empty = findGrouping(entry, filled.by);
      const all = entry.groupings.map((grouping) => (grouping === empty ? filled : grouping));
      return { ...entry, groupings: all };
    });
    return { ...comparison, tasks };
  });
  return { ...outline, comparisons };
}

function metricsOf(
  { comparisons: all }: ComparisonDocument,
  { shown, task: name }: CompareView,
  scored: (task: string) => string[] = () => [],
): string[] {
  const task = all.find(({ candidate }) => candidate === shown)?.tasks.find((entry) => entry.task === name);
  return task ? comparedMetrics(task, scored(name)) : [];
}
