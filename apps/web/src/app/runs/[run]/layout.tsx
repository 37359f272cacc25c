import type { ReactNode } from 'react';
import { runResult } from '../../../data/run-result';
import { measuredTasks } from '../../../data/task-result';
import { RunHeader } from '../../../features/run/run-header';
import { guarded } from '../../../lib/guarded';

export default async function RunLayout(props: {
  children: ReactNode;
  params: Promise<{ run: string }>;
}): Promise<ReactNode> {
  const { run } = await props.params;
  return guarded(() => {
    const result = runResult(decodeURIComponent(run));
    return (
      <>
        <RunHeader run={result.run} tasks={measuredTasks(result)} />
        {props.children}
      </>
    );
  });
}
