'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useTransition } from 'react';
import { type CompareView, compareHref } from '../../lib/compare-view';
import { type MetricChoice, ViewControls } from '../../ui/view-controls';

export function CompareControls(props: {
  view: CompareView;
  groupings: readonly { by: readonly string[]; degenerate: boolean }[];
  metrics: readonly MetricChoice[];
  labels: readonly string[];
}): ReactNode {
  const { view, ...choices } = props;
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <ViewControls
      {...choices}
      view={view}
      pending={pending}
      onChange={(part) => start(() => router.replace(compareHref({ ...view, ...part }), { scroll: false }))}
    />
  );
}
