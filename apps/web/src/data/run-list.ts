import type { Run } from '@evenhand/db';
import { allRuns } from './all-runs';

export interface RunListQuery {
  /** Words that all occur in model, data set, device, id or tags. */
  search: string;
  status: string;
  sort: RunSort;
  descending: boolean;
  page: number;
}

export type RunSort = 'started' | 'model' | 'dataset' | 'gap' | 'images' | 'status';

const RUNS_PER_PAGE = 25;

export interface RunList {
  runs: Run[];
  /** Runs that match, on all pages. */
  matching: number;
  /** Runs in the workspace. */
  all: number;
  pages: number;
}

/** One page of the runs that match a query. */
export function runList(query: RunListQuery): RunList {
  const matching = matchingRuns(query);
  return {
    runs: matching.slice((query.page - 1) * RUNS_PER_PAGE, query.page * RUNS_PER_PAGE),
    matching: matching.length,
    all: allRuns().length,
    pages: Math.max(1, Math.ceil(matching.length / RUNS_PER_PAGE)),
  };
}

/** All runs that match a query, in its order. */
export function matchingRuns({ search, status, sort, descending }: Omit<RunListQuery, 'page'>): Run[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return allRuns()
    .filter(
      (run) =>
        (status === '' || run.status === status) && words.every((word) => searchText(run).includes(word)),
    )
    .sort((a, b) => compare(a, b, sort) * (descending ? -1 : 1));
}

function searchText({ id, model, dataset, device, tags }: Run): string {
  const labels = Object.entries(tags).flatMap(([key, value]) => [`${key}=${value}`]);
  return [id, `${model.name}@${model.version}`, dataset.name, device, ...labels].join(' ').toLowerCase();
}

function compare(a: Run, b: Run, sort: RunSort): number {
  const older = a.startedAt.localeCompare(b.startedAt);
  switch (sort) {
    case 'started':
      return older;
    case 'model':
      return (
        names.compare(`${a.model.name}@${a.model.version}`, `${b.model.name}@${b.model.version}`) || older
      );
    case 'dataset':
      return names.compare(a.dataset.name, b.dataset.name) || older;
    case 'gap':
      return widestGap(a) - widestGap(b) || older;
    case 'images':
      return a.counts.ok - b.counts.ok || older;
    case 'status':
      return a.status.localeCompare(b.status) || older;
  }
}

/** Of all tasks, the widest gap that is more than noise; 0 without one, less where nothing is known yet. */
function widestGap({ headlines }: Run): number {
  if (headlines.length === 0) return -1;
  const real = headlines.flatMap(({ gap }) => (gap?.verdict === 'real' ? [gap.gap.value ?? 0] : []));
  return Math.max(0, ...real);
}

/** v2 comes before v10. */
const names = new Intl.Collator('en', { numeric: true });
