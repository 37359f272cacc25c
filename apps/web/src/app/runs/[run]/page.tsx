import type { Metadata } from 'next';
import { after } from 'next/server';
import type { ReactNode } from 'react';
import { prepareTasks } from '../../../data/prepare-tasks';
import { runResult } from '../../../data/run-result';
import { runSummary } from '../../../data/run-summary';
import { measuredTasks, overallResult } from '../../../data/task-result';
import { RunState } from '../../../features/run/run-state';
import { RunSummary } from '../../../features/run/run-summary';
import { TaskOverview } from '../../../features/run/task-overview';
import { guarded } from '../../../lib/guarded';

interface Props {
  params: Promise<{ run: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Run ${(await params).run}` };
}

export default async function RunPage({ params }: Props): Promise<ReactNode> {
  const { run } = await params;
  return guarded(() => {
    const result = runResult(run);
    const tasks = measuredTasks(result).flatMap((name) => overallResult(result, name) ?? []);
    after(() => prepareTasks(result));
    return (
      <>
        <RunState result={result} />
        {tasks.some((task) => task.overall.n > 0) && (
          <>
            <RunSummary run={run} summary={runSummary(result)} tasks={tasks} />
            <TaskOverview run={run} tasks={tasks} />
          </>
        )}
      </>
    );
  });
}
