import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { runResult } from '../../../../data/run-result';
import { sampleWindow } from '../../../../data/sample-window';
import { SampleFilters } from '../../../../features/samples/sample-filters';
import { SampleGrid } from '../../../../features/samples/sample-grid';
import { guarded } from '../../../../lib/guarded';
import { readPreferences } from '../../../../lib/preferences';
import { runPath } from '../../../../lib/run-path';
import { sampleQuery, sampleQueryHref } from '../../../../lib/sample-query';
import { one, type SearchParams } from '../../../../lib/search-params';

interface Props {
  params: Promise<{ run: string }>;
  searchParams: Promise<SearchParams>;
}

/** Of runs up to this size the first images come with the page; of larger ones the page comes first. */
const AT_ONCE = 50_000;
/** Images that come with the page: a large screen full. */
const FIRST = 96;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Images · Run ${(await params).run}` };
}

export default async function SamplesPage(props: Props): Promise<ReactNode> {
  const { run } = await props.params;
  const params = await props.searchParams;
  const { faces } = await readPreferences();
  return guarded(async () => {
    const result = runResult(run);
    const query = sampleQuery(
      params,
      result.run.tasks.map(({ name }) => name),
    );
    const path = runPath(run, 'samples');
    const at = Math.max(0, Math.floor(Number(one(params, 'at')) || 0));
    const from = Math.max(0, at - FIRST / 2);
    const first =
      result.run.counts.ok <= AT_ONCE ? await sampleWindow(result, query, { from, count: FIRST }) : undefined;
    const task = result.run.tasks.find(({ name }) => name === query.task);
    return (
      <>
        <SampleFilters
          path={path}
          query={query}
          tasks={result.run.tasks.map(({ name }) => name)}
          labels={task?.order ?? task?.labels ?? []}
          attributes={result.shape.attributes.map(({ name, labels }) => ({ name, labels: [...labels] }))}
        />
        <SampleGrid
          key={sampleQueryHref('', query)}
          run={run}
          dataset={result.run.dataset.name}
          query={query}
          first={first}
          at={at}
          faces={faces}
        />
      </>
    );
  });
}
