'use client';
import { type ForestPlot, type ForestRow, groupKey } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { RowAxis } from '../../ui/charts/row-axis';
import type { ChartRow } from '../../ui/charts/row-chart';
import { RowColumn, rowHeight } from '../../ui/charts/row-column';
import { EstimateText, roomFor } from '../../ui/estimate-text';
import { Figure } from '../../ui/figure';
import { LabelText } from '../../ui/label-text';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';
import { unbroken } from '../../ui/unbroken';
import { VerdictChip } from '../../ui/verdict';

/** What stands in the last column. */
const DETECTABLE =
  'Detectable: the smallest drop below the rest that so many images would show, with 80 % power.';

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
  const room = roomFor([overall, ...plot.rows].map(({ intervalText }) => intervalText));
  const link = (row: ForestRow): string => taskViewHref(path, { ...view, group: row.group });
  return (
    <Figure
      title={plot.title}
      caption={withDetectable ? `${plot.caption} ${DETECTABLE}` : plot.caption}
      lead={
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-ink-2 sm:flex-nowrap">
          <VerdictChip verdict={plot.verdict} />
          <span>{unbroken(plot.finding)}</span>
        </p>
      }
    >
      <TableFrame label={`${name} by ${view.by.join(' × ')}`} tall>
        <table className={`table ${rowHeight}`}>
          <thead>
            <tr>
              <th scope="col">{view.by.join(' × ')}</th>
              <th scope="col" className="number max-sm:hidden">
                {name}
              </th>
              <th scope="col" className="w-full min-w-36 !px-3 sm:min-w-72">
                <span className="sr-only">Estimate and interval, drawn</span>
                <RowAxis domain={plot.domain} ticks={plot.ticks} unit={plot.unit === 'percent' ? ' %' : ''} />
              </th>
              <th scope="col" className="number max-sm:hidden">
                n
              </th>
              {withDetectable && (
                <th scope="col" className="number max-sm:hidden">
                  Detectable
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            <tr className="h-(--row) bg-sunk">
              <th scope="row" className="!py-1 !font-semibold !text-ink">
                All images
                <span className="block text-xs font-normal sm:hidden">
                  {overall.valueText} {overall.intervalText}
                  <br />
                  <span className="text-ink-2">n = {overall.nText}</span>
                </span>
              </th>
              <td className="number max-sm:hidden">
                <EstimateText value={overall.valueText} limits={overall.intervalText} room={room} strong />
              </td>
              <td className="relative">
                <RowColumn
                  label={plot.title}
                  domain={plot.domain}
                  ticks={plot.ticks.map(({ value }) => value)}
                  reference={overall.value}
                  rows={[
                    overallRow(plot, taskViewHref(path, { ...view, group: {} })),
                    ...plot.rows.map((row, index) => chartRow(row, link(row), colours[index] ?? '')),
                  ]}
                />
              </td>
              <td className="number text-ink-2 max-sm:hidden">{overall.nText}</td>
              {withDetectable && <td className="max-sm:hidden" />}
            </tr>
            {plot.rows.map((row, index) => (
              <tr
                key={row.key}
                className={`h-(--row) ${row.key === groupKey(view.group) ? 'bg-accent-soft' : ''}`}
              >
                <th scope="row" className="!py-1 !whitespace-normal max-sm:max-w-44 sm:max-w-80">
                  <Link
                    href={link(row)}
                    scroll={false}
                    data-walk
                    title={row.name}
                    className="flex items-baseline gap-2 leading-tight text-ink hover:text-accent"
                  >
                    <span className={`size-2 shrink-0 rounded-[2px] bg-current ${colours[index]}`} />
                    <span className="line-clamp-3 [overflow-wrap:anywhere] sm:line-clamp-2 sm:w-max sm:max-w-72">
                      <LabelText text={row.name} />
                    </span>
                  </Link>
                  <span className="mt-0.5 block truncate text-xs sm:hidden">
                    <ForestNumber row={row} room={0} />{' '}
                    <span className="whitespace-nowrap text-ink-2">n = {row.nText}</span>
                  </span>
                </th>
                <td className="number max-sm:hidden">
                  <ForestNumber row={row} room={room} />
                </td>
                <td />
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

function overallRow({ overall }: ForestPlot, href: string): ChartRow {
  const { value, low, high } = overall;
  return {
    key: 'all',
    text: `All images: ${overall.valueText} ${overall.intervalText}, n = ${overall.nText}`,
    href,
    interval: low === null || high === null ? undefined : [low, high],
    colour: '',
    dots: value === null ? [] : [{ at: value, shape: 'diamond', colour: '' }],
  };
}

function chartRow(row: ForestRow, href: string, colour: string): ChartRow {
  const { value, low, high, fair, differs } = row;
  return {
    key: row.key,
    text: row.description,
    href,
    band: fair ?? undefined,
    interval: low === null || high === null ? undefined : [low, high],
    colour,
    faint: row.evidence === 'few',
    dots: value === null ? [] : [{ at: value, shape: differs ? 'full' : 'open', colour }],
  };
}

function ForestNumber({ row, room }: { row: ForestRow; room: number }): ReactNode {
  if (row.value === null) return <span className="text-xs text-ink-3">{row.valueText}</span>;
  return (
    <>
      {row.differs && <span className="sr-only">differs beyond noise: </span>}
      <EstimateText
        value={row.valueText}
        limits={row.intervalText}
        room={room}
        strong={row.differs}
        className={row.evidence === 'few' ? 'text-ink-3' : ''}
      />
    </>
  );
}
