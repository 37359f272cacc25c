import type { RunShape } from '@evenhand/metrics';
import { type ForestPlot, type ForestRow, groupKey, metricName } from '@evenhand/report';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { groupColour } from '../../data/group-colours';
import type { TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { Figure } from '../../ui/figure';
import { TableFrame } from '../../ui/table-frame';
import { VerdictChip } from '../../ui/verdict';
import { ForestAxis, ForestMark } from './forest-marks';

/** A table whose middle column is drawn: the chart and its numbers are one thing. */
export function ForestView(props: {
  plot: ForestPlot;
  shape: RunShape;
  path: string;
  view: TaskView;
}): ReactNode {
  const { plot, shape, path, view } = props;
  const { overall } = plot;
  return (
    <Figure
      title={plot.title}
      caption={plot.caption}
      lead={
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-ink-2 sm:flex-nowrap">
          <VerdictChip verdict={plot.verdict} />
          <span>{plot.finding}</span>
        </p>
      }
    >
      <TableFrame label={`${metricName(view.metric, view.label)} by ${view.by.join(' × ')}`} tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{view.by.join(' × ')}</th>
              <th scope="col" className="number max-sm:hidden">
                {metricName(view.metric, view.label)}
              </th>
              <th scope="col" className="w-full min-w-36 !px-3 sm:min-w-72">
                <ForestAxis plot={plot} />
              </th>
              <th scope="col" className="number max-sm:hidden">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            <tr className="bg-sunk">
              <th scope="row" className="!font-semibold !text-ink">
                All images
                <span className="block text-xs font-normal sm:hidden">
                  {overall.valueText} {overall.intervalText}, n = {overall.nText}
                </span>
              </th>
              <td className="number font-semibold max-sm:hidden">
                {overall.valueText}{' '}
                <span className="text-xs font-normal text-ink-2">{overall.intervalText}</span>
              </td>
              <td className="relative">
                <ForestMark plot={plot} row={undefined} />
              </td>
              <td className="number text-ink-2 max-sm:hidden">{overall.nText}</td>
            </tr>
            {plot.rows.map((row) => (
              <tr key={row.key} className={row.key === groupKey(view.group) ? 'bg-accent-soft' : ''}>
                <th scope="row" className="max-w-56 !whitespace-normal sm:max-w-80">
                  <Link
                    href={taskViewHref(path, { ...view, group: row.group })}
                    scroll={false}
                    prefetch={false}
                    data-walk
                    className="flex items-baseline gap-2 text-ink hover:text-accent"
                  >
                    <span
                      className={`size-2 shrink-0 rounded-[2px] bg-current ${groupColour(shape, row.group)}`}
                    />
                    <span className="break-words">{row.name}</span>
                  </Link>
                  <span className="mt-0.5 block text-xs sm:hidden">
                    <ForestNumber row={row} />{' '}
                    <span className="whitespace-nowrap text-ink-2">n = {row.nText}</span>
                  </span>
                </th>
                <td className="number max-sm:hidden" title={row.contrastText}>
                  <ForestNumber row={row} />
                </td>
                <td className="relative">
                  <ForestMark plot={plot} row={row} colour={groupColour(shape, row.group)} />
                </td>
                <td className="number text-ink-2 max-sm:hidden">{row.nText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function ForestNumber({ row }: { row: ForestRow }): ReactNode {
  if (row.value === null) return <span className="text-xs text-ink-3">{row.valueText}</span>;
  return (
    <span className={row.evidence === 'few' ? 'text-ink-3' : ''}>
      {row.differs && <span className="sr-only">differs beyond noise: </span>}
      <span className={row.differs ? 'font-semibold' : ''}>{row.valueText}</span>{' '}
      <span className="text-xs text-ink-3">{row.intervalText}</span>
    </span>
  );
}
