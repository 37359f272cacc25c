import { metricName, sliceList } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { TaskShown } from '../../exports/task-shown';
import { runPath } from '../../lib/run-path';
import { taskViewHref } from '../../lib/task-view-href';
import { type ExportItem, ExportMenu } from '../../ui/export-menu';

/** Every table and chart of a task's page as files, as it is shown. */
export function TaskExports({ shown }: { shown: TaskShown }): ReactNode {
  const { view, run, task } = shown;
  const path = `/api${runPath(run.id, 'tasks', task.task)}`;
  const file = (kind: 'tables' | 'figures', name: string, format: string): ExportItem['files'][number] => {
    const href = taskViewHref(`${path}/${kind}/${name}`, view);
    const query = kind === 'tables' ? '' : `${href.includes('?') ? '&' : '?'}format=${format.toLowerCase()}`;
    return { format, href: href + query };
  };
  const items = parts(shown).map(({ name, title, table, figure }) => ({
    title,
    files: [
      ...(table ? [file('tables', name, 'CSV')] : []),
      ...(figure ? ['SVG', 'PNG'].map((format) => file('figures', name, format)) : []),
    ],
  }));
  return <ExportMenu label="Export this view" items={items} />;
}

interface Part {
  name: string;
  title: string;
  table?: boolean;
  figure?: boolean;
}

/** What the page shows. */
function parts({ view, task, grouping, slice }: TaskShown): Part[] {
  const isMap = view.by.length === 2 || view.by.length === 3;
  const isShrunken = isMap && view.metric === 'accuracy' && grouping.slices.some(({ shrunken }) => shrunken);
  const both = { table: true, figure: true };
  return [
    { name: 'groups', title: `${metricName(view.metric, view.label)} by ${view.by.join(' × ')}`, ...both },
    ...(isMap ? [{ name: 'intersections', title: 'Intersections', figure: true }] : []),
    ...(isShrunken ? [{ name: 'shrunken', title: 'Intersections, shrunken', ...both }] : []),
    ...(sliceList(task)?.rows.length ? [{ name: 'slices', title: 'Worst slices', ...both }] : []),
    ...(task.kind === 'ordinal' ? [{ name: 'offsets', title: 'How far off', ...both }] : []),
    ...(task.overall.calibration?.n
      ? [{ name: 'calibration-groups', title: `Calibration by ${view.by.join(' × ')}`, ...both }]
      : []),
    { name: 'confusion', title: 'Confusion matrix', ...both },
    ...(slice.calibration?.bins.length ? [{ name: 'calibration', title: 'Calibration', ...both }] : []),
    { name: 'classes', title: 'Every class', table: true },
  ];
}
