import type { RunListQuery, RunSort } from '../data/run-list';
import { one, type SearchParams } from './search-params';

export const runSorts: readonly RunSort[] = ['started', 'model', 'dataset', 'gap', 'images', 'status'];

/** Which runs, in which order: what the address of the list says. */
export function runListQuery(params: SearchParams): RunListQuery {
  const sort = runSorts.find((name) => name === one(params, 'sort')) ?? 'started';
  const order = one(params, 'order');
  return {
    search: one(params, 'q'),
    status: one(params, 'status'),
    sort,
    // Dates start with the newest, gaps with the widest, everything else with the first.
    descending: order === '' ? sort === 'started' || sort === 'gap' : order === 'desc',
    page: Math.max(1, Math.floor(Number(one(params, 'page'))) || 1),
  };
}
