import { isUserError } from '@evenhand/contracts';
import type { Metadata } from 'next';
import { type ReactNode, Suspense } from 'react';
import { comparableRuns } from '../../data/comparable-runs';
import { type ShownComparison, shownByColumns, shownByRows } from '../../data/comparison';
import { runResult } from '../../data/run-result';
import { ChooseRuns } from '../../features/compare/choose-runs';
import { Comparison } from '../../features/compare/comparison';
import { ComparisonSkeleton } from '../../features/compare/skeleton';
import { comparedRuns } from '../../lib/compare-view';
import { guarded } from '../../lib/guarded';
import type { SearchParams } from '../../lib/search-params';
import { PageHeader } from '../../ui/page-header';
import { Problem } from '../../ui/problem';

export const metadata: Metadata = { title: 'Compare' };

export default async function ComparePage(props: {
  searchParams: Promise<SearchParams>;
}): Promise<ReactNode> {
  const params = await props.searchParams;
  return guarded(() => {
    const named = comparedRuns(params);
    const { base, candidates } = named;
    if (base === '' || candidates.length === 0) {
      return (
        <>
          <PageHeader
            title="Compare"
            lead="What changed between model versions on the same images, and for whom."
          />
          <ChooseRuns runs={comparableRuns()} {...named} />
        </>
      );
    }
    const known = compared({ named, read: () => shownByColumns(params) });
    if (known) return known;
    return (
      <Suspense fallback={<ComparisonSkeleton />}>
        <ComparedByRows named={named} params={params} />
      </Suspense>
    );
  });
}

interface Shown {
  named: ReturnType<typeof comparedRuns>;
}

/** Reading every row takes its time: the page's outline goes out before it. */
async function ComparedByRows({ params, ...shown }: Shown & { params: SearchParams }): Promise<ReactNode> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  return guarded(() => compared({ ...shown, read: () => shownByRows(params) }));
}

function compared({ named, read }: Shown & { read: () => ShownComparison | undefined }): ReactNode {
  try {
    const comparison = read();
    if (!comparison) return undefined;
    const { shape } = runResult(named.base);
    return <Comparison comparison={comparison} shape={shape} />;
  } catch (error) {
    if (!isUserError(error) || error.code.startsWith('unknown_')) throw error;
    return (
      <>
        <PageHeader title="Compare" />
        <Problem title="These runs cannot be compared" message={error.message} hint={error.hint} />
        <ChooseRuns runs={comparableRuns()} {...named} />
      </>
    );
  }
}
