import { isUserError } from '@evenhand/contracts';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { comparableRuns } from '../../data/comparable-runs';
import { readComparison } from '../../data/comparison';
import { runResult } from '../../data/run-result';
import { ChooseRuns } from '../../features/compare/choose-runs';
import { Comparison } from '../../features/compare/comparison';
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
    const { base, candidates } = comparedRuns(params);
    const choose = <ChooseRuns runs={comparableRuns()} base={base} candidates={candidates} />;
    if (base === '' || candidates.length === 0) {
      return (
        <>
          <PageHeader
            title="Compare"
            lead="What changed between model versions on the same images, and for whom."
          />
          {choose}
        </>
      );
    }
    try {
      const document = readComparison(base, candidates);
      return <Comparison document={document} params={params} shape={runResult(base).shape} choose={choose} />;
    } catch (error) {
      if (!isUserError(error) || error.code.startsWith('unknown_')) throw error;
      return (
        <>
          <PageHeader title="Compare" />
          <Problem title="These runs cannot be compared" message={error.message} hint={error.hint} />
          {choose}
        </>
      );
    }
  });
}
