import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { type RunListQuery, type RunSort, runList } from '../../data/run-list';
import { CompareBar } from '../../features/runs/compare-bar';
import { ExportRuns } from '../../features/runs/export-runs';
import { NoRuns } from '../../features/runs/no-runs';
import { Pages } from '../../features/runs/pages';
import { RunFilters } from '../../features/runs/run-filters';
import { RunList } from '../../features/runs/run-list';
import { runRow } from '../../features/runs/run-row';
import type { RunOrder } from '../../features/runs/run-table';
import { guarded } from '../../lib/guarded';
import { runListQuery, runSorts } from '../../lib/run-list-query';
import { href, type SearchParams } from '../../lib/search-params';
import { PageHeader } from '../../ui/page-header';

export const metadata: Metadata = { title: 'Runs' };

export default async function RunsPage(props: { searchParams: Promise<SearchParams> }): Promise<ReactNode> {
  const params = await props.searchParams;
  return guarded(() => {
    const query = runListQuery(params);
    const list = runList(query);
    if (list.all === 0) return <NoRuns />;
    const link: LinkTo = (change) => href('/runs', params, change);
    return (
      <>
        <PageHeader
          title="Runs"
          lead={
            list.matching === list.all
              ? `${list.all} audits in this workspace`
              : `${list.matching} of ${list.all} audits`
          }
        >
          <ExportRuns params={params} />
        </PageHeader>
        <RunFilters search={query.search} status={query.status} sort={query.sort} />
        {list.runs.length === 0 ? (
          <p className="card p-6 text-ink-2">No run matches. Try fewer words, or another state.</p>
        ) : (
          <RunList runs={list.runs.map(runRow)} order={orderOf(query, link)} />
        )}
        <CompareBar />
        <Pages page={query.page} pages={list.pages} link={(page) => link({ page: String(page) })} />
      </>
    );
  });
}

type LinkTo = (change: Record<string, string | undefined>) => string;

function orderOf({ sort: current, descending }: RunListQuery, link: LinkTo): RunOrder {
  const to = (sort: RunSort): string => {
    const order = sort === current ? (descending ? 'asc' : 'desc') : undefined;
    return link({ sort, order, page: undefined });
  };
  const links = Object.fromEntries(runSorts.map((sort) => [sort, to(sort)])) as Record<RunSort, string>;
  return { sort: current, descending, links };
}
