import type { ComparisonDocument, GroupingComparison } from '@evenhand/contracts';
import { type Db, getDataset, readLabelSetSizes, readStoredColumns, type StoredColumns } from '@evenhand/db';
import {
  type CompareRunsInput,
  compareRuns,
  compareTask,
  scoreMetrics,
  tabulateColumns,
} from '@evenhand/metrics';
import { type ComparedRuns, comparedRuns, comparisonInput } from './load-comparison.js';

/** A comparison of which a reader sees a little at a time. */
export interface OpenComparison {
  /**
   * The comparison document with groupings left empty, and without the metrics that are made of scores; everything
   * else is as `loadComparison` makes it.
   */
  outline: ComparisonDocument;
  /** The metrics of a task that are made of scores. */
  scoreMetrics(task: string): string[];
  /** A grouping of one task and candidate in one metric, which is not made of scores. */
  grouping(of: GroupingRequest): GroupingComparison | undefined;
}

interface GroupingRequest {
  candidate: string;
  task: string;
  by: readonly string[];
  metric: string;
}

/**
 * Compares runs by the columns that they stored when they finished. Undefined where that cannot be done, and
 * `loadComparison` must read row by row: a run has not finished, or was finished by an older Evenhand; the runs are on
 * data sets with different indices; the images come in clusters; or only some of them have scores.
 *
 * @throws UserError those of `loadComparison`
 */
export function openComparison(db: Db, ids: readonly string[]): OpenComparison | undefined {
  const compared = comparedRuns(db, ids);
  const { shape, runs } = compared;
  const dataset = runs[0]?.dataset.name ?? '';
  if (getDataset(db, dataset).manifest.cluster !== undefined) return undefined;
  const columns = storedColumns(db, compared);
  if (!columns) return undefined;
  const labelSets = new Map(readLabelSetSizes(db, dataset).map(({ labelSet, labels }) => [labelSet, labels]));
  const scored = columns.map((own) => own.map(({ scored: n, sample }) => n === sample.length && n > 0));
  const isUnscored = columns.map((own) => own.some(({ scored: n }) => n === 0));
  if (scored.some((own, place) => !own.every(Boolean) && !isUnscored[place])) return undefined;
  const input = comparisonInput(db, compared, tabulateColumns(shape, { tasks: columns, labelSets }));
  return {
    outline: compareRuns({ ...input, isOutline: true }),
    scoreMetrics(name) {
      const place = shape.tasks.findIndex((task) => task.name === name);
      const task = shape.tasks[place];
      const hasScores = scored[place]?.every(Boolean) && input.tables[place]?.patterns.size !== 0;
      if (!task || !hasScores) return [];
      const { labels, kind } = task;
      return scoreMetrics
        .filter((metric) => metric.appliesTo(labels.length, kind === 'ordinal'))
        .map(({ id }) => id);
    },
    grouping: (of) => oneGrouping(input, of),
  };
}

/** Per task the columns of each run; null where some run has none, or has samples of its own. */
function storedColumns(db: Db, { runs, shape }: ComparedRuns): StoredColumns[][] | null {
  const datasets = new Set(runs.map(({ dataset }) => dataset.name));
  if (datasets.size > 1) return null;
  const found: StoredColumns[][] = [];
  for (const task of shape.tasks) {
    const own = task.runs.flatMap(
      ({ task: index }, place) =>
        readStoredColumns(db, { run: runs[place]?.id ?? '', task: index, answersOnly: true }) ?? [],
    );
    if (own.length < runs.length) return null;
    found.push(own);
  }
  return found;
}

function oneGrouping(
  { shape, tables, candidates, plan }: CompareRunsInput,
  { candidate, task: name, by, metric }: GroupingRequest,
): GroupingComparison | undefined {
  const place = shape.tasks.findIndex((task) => task.name === name);
  const [task, table] = [shape.tasks[place], tables[place]];
  const joint = table?.joints[candidates.findIndex(({ id }) => id === candidate)];
  if (!task || !table || !joint) return undefined;
  const { kind, labels, order, attribute } = task;
  const { excluded, disputed } = table;
  const compared = compareTask({
    ...{ task: name, kind, labels, order, attribute, joint, excluded, disputed },
    groupings: [by],
    metrics: [metric],
    plan,
  });
  return compared.groupings[0];
}
