'use client';
import { type ForestPlot, type ForestRow, groupKey } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { Figure } from '../../ui/figure';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';
import { VerdictChip } from '../../ui/verdict';
import { ForestAxis, ForestMark } from './forest-marks';

/** A table whose middle column is drawn: the chart and its numbers are one thing. */
export function ForestView(props: {
  plot: ForestPlot;
  /** `Recall of “Female”`. */
  name: string;
  /** Colour class of each row. */
  colours: readonly string[];
  path: string;
  view: TaskView;
}): ReactNode {
  const { plot, name, colours, path, view } = props;
  const withDetectable = plot.rows.some((row) => row.detectableText !== '');
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
      <TableFrame label={`${name} by ${view.by.join(' × ')}`} tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{view.by.join(' × ')}</th>
              <th scope="col" className="number max-sm:hidden">
                {name}
              </th>
              <th scope="col" className="w-full min-w-36 !px-3 sm:min-w-72">
                <span className="sr-only">Estimate and interval, drawn</span>
                <ForestAxis plot={plot} />
              </th>
              <th scope="col" className="number max-sm:hidden">
                n
              </th>
              {withDetectable && (
                <th
                  scope="col"
                  className="number max-sm:hidden"
                  title="Smallest drop below the rest that so many images would show, in points (80 % power)"
                >
                  finds from
                </th>
              )}
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
              {withDetectable && <td className="max-sm:hidden" />}
            </tr>
            {plot.rows.map((row, index) => (
              <tr key={row.key} className={row.key === groupKey(view.group) ? 'bg-accent-soft' : ''}>
                <th scope="row" className="max-w-56 !whitespace-normal sm:max-w-80">
                  <Link
                    href={taskViewHref(path, { ...view, group: row.group })}
                    scroll={false}
                    data-walk
                    className="flex items-baseline gap-2 text-ink hover:text-accent"
                  >
                    <span className={`size-2 shrink-0 rounded-[2px] bg-current ${colours[index]}`} />
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
                  <ForestMark plot={plot} row={row} colour={colours[index]} />
                </td>
                <td className="number text-ink-2 max-sm:hidden">{row.nText}</td>
                {withDetectable && (
                  <td className="number text-xs text-ink-3 max-sm:hidden">
                    {row.detectableText && `−${row.detectableText} pts`}
                  </td>
                )}
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
