import {
  calibrationGroups,
  calibrationPanel,
  classTable,
  confusionDifference,
  confusionMatrix,
  findGrouping,
  findSlice,
  forestPlot,
  type HeatMap,
  heatMap,
  metricFacts,
  metricName,
  ordinalPanel,
  sliceList,
} from '@evenhand/report';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { groupColour } from '../../../../../data/group-colours';
import { runResult } from '../../../../../data/run-result';
import { taskResult } from '../../../../../data/task-result';
import { RunState } from '../../../../../features/run/run-state';
import { CalibrationView } from '../../../../../features/task/calibration';
import { CalibrationGroupsView } from '../../../../../features/task/calibration-groups';
import { ClassTableView } from '../../../../../features/task/class-table';
import { ConfusionDifferenceView, ConfusionView } from '../../../../../features/task/confusion';
import { ForestView } from '../../../../../features/task/forest';
import { GroupBar } from '../../../../../features/task/group-bar';
import { HeatMapView } from '../../../../../features/task/heat-map';
import { OrdinalView } from '../../../../../features/task/ordinal';
import { SlicesView } from '../../../../../features/task/slices';
import { TaskControls } from '../../../../../features/task/task-controls';
import { TaskExports } from '../../../../../features/task/task-exports';
import { guarded } from '../../../../../lib/guarded';
import { runPath } from '../../../../../lib/run-path';
import type { SearchParams } from '../../../../../lib/search-params';
import { metricIds, taskView } from '../../../../../lib/task-view';

interface Props {
  params: Promise<{ run: string; task: string }>;
  searchParams: Promise<SearchParams>;
}

/** Metrics of the per-class table. */
const classMetrics = ['precision', 'recall', 'f1'];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { run, task } = await params;
  return { title: `${decodeURIComponent(task)} · Run ${run}` };
}

export default async function TaskPage(props: Props): Promise<ReactNode> {
  const { run, task: encoded } = await props.params;
  const name = decodeURIComponent(encoded);
  const params = await props.searchParams;
  return guarded(() => {
    const result = runResult(run);
    if (!result.shape.tasks.some((entry) => entry.name === name)) notFound();
    const task = taskResult(result, name);
    if (!task || task.overall.n === 0) return <RunState result={result} />;
    const view = taskView(params, task);
    const path = runPath(run, 'tasks', name);
    const grouping = findGrouping(task, view.by);
    const slice = findSlice(task, view.group) ?? task.overall;
    const plot = grouping && forestPlot(task, grouping, view);
    const raw = grouping && heatMap(task, grouping, view);
    const shrunken = raw && heatMap(task, grouping, { ...view, shrunken: true, limit: raw.limit });
    const place = { run, task: name, path, view };
    const ordinal = ordinalPanel(task, grouping);
    const calibration = calibrationPanel(task, slice);
    const calibrationBy = grouping && calibrationGroups(task, grouping);
    const slices = sliceList(task);
    return (
      <>
        {result.run.status !== 'finished' && <RunState result={result} />}
        <div className="flex flex-wrap items-end justify-between gap-3">
          <TaskControls
            path={path}
            view={view}
            groupings={task.groupings.map(({ by, degenerate }) => ({ by, degenerate }))}
            metrics={metricIds(task).map((id) => metricFacts(id))}
            labels={task.order ?? task.labels}
          />
          {grouping && (
            <TaskExports shown={{ run: result.run, shape: result.shape, task, view, grouping, slice }} />
          )}
        </div>
        {plot && (
          <ForestView
            plot={plot}
            name={metricName(view.metric, view.label)}
            colours={plot.rows.map((row) => groupColour(result.shape, row.group))}
            path={path}
            view={view}
          />
        )}
        {raw && (
          <div
            className={
              shrunken && isNarrow(raw) ? 'grid grid-cols-1 gap-x-8 gap-y-6 xl:grid-cols-2' : 'contents'
            }
          >
            <HeatMapView map={raw} path={path} view={view} />
            {shrunken && <HeatMapView map={shrunken} path={path} view={view} />}
          </div>
        )}
        {slices && <SlicesView list={slices} run={run} task={name} />}
        {ordinal && <OrdinalView panel={ordinal} />}
        {calibrationBy && (
          <CalibrationGroupsView
            panel={calibrationBy}
            colours={calibrationBy.rows.map((row) => groupColour(result.shape, row.group))}
            path={path}
            view={view}
          />
        )}
        <GroupBar run={run} task={task} path={path} view={view} slice={slice} />
        {view.matrix === 'difference' && slice !== task.overall ? (
          <ConfusionDifferenceView difference={confusionDifference(task, slice)} {...place} />
        ) : (
          <ConfusionView matrix={confusionMatrix(task, slice)} {...place} />
        )}
        {calibration && <CalibrationView panel={calibration} />}
        <ClassTableView
          table={classTable(task, slice, classMetrics)}
          run={run}
          task={name}
          group={slice.group}
        />
      </>
    );
  });
}

/** Whether an intersection fits beside itself: eight cells, or seven beside longer names of rows. */
function isNarrow({ rows, columns }: HeatMap): boolean {
  const cells = columns.reduce((sum, { parts }) => sum + Math.max(1, parts.length), 0);
  const longest = Math.max(0, ...rows.map(({ label }) => label.length));
  return 58 * cells + 7 * Math.min(longest, 22) + 40 <= 505;
}
