import type { Run } from '@evenhand/db';
import { countText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { runPath } from '../../lib/run-path';
import { Status } from '../../ui/status';
import { Tabs } from '../../ui/tabs';
import { When } from '../../ui/when';
import { RunProgress } from '../runs/run-progress';
import { RunExports } from './run-exports';

/** Whose result this is: on every page of a run. */
export function RunHeader({ run, tasks }: { run: Run; tasks: readonly string[] }): ReactNode {
  const done = run.counts.ok + run.counts.failed;
  return (
    <header className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1">
          <h1 className="text-2xl font-semibold tracking-tight break-words">
            {run.model.name}
            <span className="text-ink-2">@{run.model.version}</span>
            <span className="font-normal text-ink-2"> on {run.dataset.name}</span>
          </h1>
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
            <span className="font-mono text-[13px]">{run.id}</span>
            {run.status !== 'running' && <Status status={run.status} />}
            <span>{countText(run.counts.ok)} images</span>
            {run.counts.failed > 0 && <span>{countText(run.counts.failed)} failed</span>}
            <span>{run.device}</span>
            <When at={run.startedAt} />
            <span>{run.dataset.labels} labels</span>
          </p>
        </div>
        {run.status === 'running' ? (
          <RunProgress run={run.id} done={done} total={run.total} />
        ) : (
          run.counts.ok > 0 && <RunExports run={run.id} />
        )}
      </div>
      <Tabs
        label="Parts of this run"
        tabs={[
          { name: 'Summary', href: runPath(run.id) },
          ...tasks.map((task) => ({ name: task, href: runPath(run.id, 'tasks', task) })),
          { name: 'Images', href: runPath(run.id, 'samples') },
          { name: 'Data', href: runPath(run.id, 'data') },
          { name: 'Provenance', href: runPath(run.id, 'provenance') },
        ]}
      />
    </header>
  );
}
