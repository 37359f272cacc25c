import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { runResult } from '../../../../../data/run-result';
import { sampleDetail } from '../../../../../data/sample-detail';
import { SampleView } from '../../../../../features/samples/sample-view';
import { guarded } from '../../../../../lib/guarded';
import { readPreferences } from '../../../../../lib/preferences';
import { runPath } from '../../../../../lib/run-path';
import { sampleQuery, sampleQueryHref } from '../../../../../lib/sample-query';
import type { SearchParams } from '../../../../../lib/search-params';

interface Props {
  params: Promise<{ run: string; sample: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { run, sample } = await params;
  return { title: `Image ${sample} · Run ${run}` };
}

export default async function SamplePage(props: Props): Promise<ReactNode> {
  const { run, sample } = await props.params;
  const params = await props.searchParams;
  const { faces } = await readPreferences();
  return guarded(async () => {
    const result = runResult(run);
    const query = sampleQuery(
      params,
      result.run.tasks.map(({ name }) => name),
    );
    const detail = await sampleDetail(result, Number(sample), query);
    const to = (index: number | undefined): string | undefined =>
      index === undefined ? undefined : sampleQueryHref(runPath(run, 'samples', String(index)), query);
    return (
      <SampleView
        run={result.run}
        detail={detail}
        faces={faces}
        previous={to(detail.previous)}
        next={to(detail.next)}
        back={sampleQueryHref(runPath(run, 'samples'), query, { at: String(detail.place ?? 0) })}
      />
    );
  });
}
