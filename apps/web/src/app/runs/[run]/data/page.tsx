import { composition, countText, crossTable, findGrouping } from '@evenhand/report';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { runResult } from '../../../../data/run-result';
import { measuredTasks, taskResult } from '../../../../data/task-result';
import { CompositionView } from '../../../../features/data/composition';
import { CrossTableView } from '../../../../features/data/cross-table';
import { DataExports } from '../../../../features/data/data-exports';
import { PairPicker } from '../../../../features/data/pair-picker';
import { RunState } from '../../../../features/run/run-state';
import { guarded } from '../../../../lib/guarded';
import { runPath } from '../../../../lib/run-path';
import { samplesHref } from '../../../../lib/samples-href';
import { one, type SearchParams } from '../../../../lib/search-params';

interface Props {
  params: Promise<{ run: string }>;
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Data · Run ${(await params).run}` };
}

export default async function DataPage(props: Props): Promise<ReactNode> {
  const { run } = await props.params;
  const params = await props.searchParams;
  return guarded(() => {
    const result = runResult(run);
    const [first] = measuredTasks(result);
    const task = first === undefined ? undefined : taskResult(result, first);
    if (!task || task.overall.n === 0) return <RunState result={result} />;
    const singles = task.groupings.filter(({ by }) => by.length === 1);
    const pairs = task.groupings.filter(({ by }) => by.length === 2);
    const pair = findGrouping(task, one(params, 'by').split(',').filter(Boolean)) ?? pairs[0];
    const table = pair && crossTable(pair, task);
    return (
      <>
        {result.run.status !== 'finished' && <RunState result={result} />}
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <p className="max-w-3xl text-ink-2">
            Images that this run counts in the task {task.task}. The labels are {result.run.dataset.labels}.
            {task.excluded > 0 && ` ${countText(task.excluded)} more are left out of the task.`}
          </p>
          <DataExports
            path={`/api${runPath(run, 'data')}`}
            attributes={singles.flatMap(({ by }) => by)}
            pair={pair?.by}
            label="Export this view"
          />
        </div>
        <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
          {singles.map((grouping) => (
            <CompositionView
              key={grouping.by.join()}
              composition={composition(grouping, task)}
              shape={result.shape}
              link={(group) => samplesHref(run, { task: task.task, group })}
            />
          ))}
        </div>
        {table && (
          <CrossTableView table={table} link={(group) => samplesHref(run, { task: task.task, group })}>
            <PairPicker
              path={runPath(run, 'data')}
              value={pair.by.join(',')}
              pairs={pairs.map(({ by }) => by.join(','))}
            />
          </CrossTableView>
        )}
      </>
    );
  });
}
