'use client';
import { useRouter } from 'next/navigation';
import { type ReactNode, useTransition } from 'react';
import type { TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { type MetricChoice, ViewControls } from '../../ui/view-controls';

/** Which groups, which metric: changes the address, and with it the page. */
export function TaskControls(props: {
  path: string;
  view: TaskView;
  groupings: readonly { by: readonly string[]; degenerate: boolean }[];
  metrics: readonly MetricChoice[];
  labels: readonly string[];
}): ReactNode {
  const { path, view, ...choices } = props;
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <ViewControls
      {...choices}
      view={view}
      pending={pending}
      onChange={(part) =>
        start(() => router.replace(taskViewHref(path, { ...view, ...part }), { scroll: false }))
      }
    />
  );
}
