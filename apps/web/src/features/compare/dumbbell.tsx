'use client';
import { type Dumbbell, type DumbbellRow, groupKey } from '@evenhand/report';
import type { ReactNode } from 'react';
import { type CompareView, compareHref } from '../../lib/compare-view';
import { pairRow } from '../../ui/charts/pair-row';
import { RowAxis } from '../../ui/charts/row-axis';
import type { ChartRow } from '../../ui/charts/row-chart';
import { RowColumn, rowHeight } from '../../ui/charts/row-column';
import { EstimateText, roomFor } from '../../ui/estimate-text';
import { Figure } from '../../ui/figure';
import { LabelText } from '../../ui/label-text';
import { Link } from '../../ui/link';
import { TableFrame } from '../../ui/table-frame';
import { ChangeMark } from './change-mark';

/** Two drawn columns: where baseline and candidate stand, and the difference with its paired limits. */
export function DumbbellView(props: {
  plot: Dumbbell;
  name: string;
  colours: readonly string[];
  view: CompareView;
  children: ReactNode;
}): ReactNode {
  const { plot, name, colours, view, children } = props;
  const rows = [plot.overall, ...plot.rows];
  const room = roomFor(rows.map(({ deltaLimits }) => deltaLimits));
  const link = (row: DumbbellRow): string => compareHref({ ...view, group: row.group });
  return (
    <Figure title={plot.title} caption={plot.caption} lead={children}>
      <TableFrame label={`Change of ${name} by ${view.by.join(' × ')}`} tall>
        <table className={`table ${rowHeight}`}>
          <thead>
            <tr>
              <th scope="col">{view.by.join(' × ')}</th>
              <th scope="col" className="number max-sm:hidden">
                Base
              </th>
              <th scope="col" className="number max-sm:hidden">
                Candidate
              </th>
              <th scope="col" className="w-1/2 min-w-28 !px-3 max-sm:hidden">
                <span className="sr-only">Base and candidate, drawn</span>
                <RowAxis domain={plot.domain} ticks={plot.ticks} unit={plot.unit === 'percent' ? ' %' : ''} />
              </th>
              <th scope="col" className="number max-sm:hidden">
                Change
              </th>
              <th scope="col" className="w-1/2 min-w-36 !px-3">
                <span className="sr-only">Change and interval, drawn</span>
                <RowAxis
                  domain={[-plot.reach, plot.reach]}
                  ticks={[
                    { value: -plot.reach, text: `−${plot.reachText}` },
                    { value: 0, text: '0' },
                    { value: plot.reach, text: `+${plot.reachText}` },
                  ]}
                />
              </th>
              <th scope="col" className="number max-sm:hidden">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.key} className={`h-(--row) ${rowClass(row, index, view)}`}>
                <th
                  scope="row"
                  className={`!py-1 !whitespace-normal max-sm:max-w-44 sm:max-w-80 ${index === 0 ? '!font-semibold' : ''}`}
                >
                  <Link
                    href={link(row)}
                    scroll={false}
                    data-walk
                    title={row.name}
                    className="flex items-baseline gap-2 leading-tight text-ink hover:text-accent"
                  >
                    {index > 0 && (
                      <span
                        className={`size-2 shrink-0 rounded-[2px] bg-current ${colours[index - 1] ?? ''}`}
                      />
                    )}
                    <span className="line-clamp-1 [overflow-wrap:anywhere] sm:line-clamp-2 sm:w-max sm:max-w-72">
                      <LabelText text={row.name} />
                    </span>
                  </Link>
                  <span className="mt-0.5 block text-xs font-normal whitespace-nowrap sm:hidden">
                    {row.baseText} → {row.candidateText}, <span className="text-ink-2">n = {row.nText}</span>
                    <br />
                    <Change row={row} room={0} />
                  </span>
                </th>
                <td className="number text-ink-2 max-sm:hidden">{row.baseText}</td>
                <td className="number max-sm:hidden">{row.candidateText}</td>
                <td className="relative max-sm:hidden">
                  {index === 0 && (
                    <RowColumn
                      label={`${plot.title}: baseline and candidate`}
                      domain={plot.domain}
                      ticks={plot.ticks.map(({ value }) => value)}
                      reference={null}
                      rows={rows.map((entry) => valueRow(entry, link(entry)))}
                    />
                  )}
                </td>
                <td className="number max-sm:hidden">
                  <Change row={row} room={room} />
                </td>
                <td className="relative">
                  {index === 0 && (
                    <RowColumn
                      label={plot.title}
                      domain={[-plot.reach, plot.reach]}
                      ticks={[-plot.reach, 0, plot.reach]}
                      reference={0}
                      rows={rows.map((entry) => changeRow(entry, link(entry)))}
                    />
                  )}
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

function rowClass(row: DumbbellRow, index: number, view: CompareView): string {
  if (index === 0) return 'bg-sunk';
  if (row.key === groupKey(view.group)) return 'bg-accent-soft';
  return row.verdict === 'few' ? 'text-ink-3' : '';
}

function Change({ row, room }: { row: DumbbellRow; room: number }): ReactNode {
  const certain = row.verdict === 'worse' || row.verdict === 'better';
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <ChangeMark verdict={row.verdict} />
      <EstimateText
        value={row.deltaText}
        limits={row.deltaLimits}
        room={room}
        strong={certain}
        className={row.verdict === 'worse' ? 'text-alarm' : ''}
      />
    </span>
  );
}

/** Baseline and candidate on one line. */
function valueRow(row: DumbbellRow, href: string): ChartRow {
  return pairRow(row, {
    href,
    colour: 'text-ink-3',
    faint: row.verdict === 'few',
    dots: [
      { at: row.base, shape: 'full', colour: 'text-ink-3' },
      { at: row.candidate, shape: 'full', colour: 'text-accent' },
    ],
  });
}

/** Candidate less baseline, with its paired limits. */
function changeRow(row: DumbbellRow, href: string): ChartRow {
  const { delta, low, high, verdict } = row;
  const colour = verdict === 'worse' ? 'text-alarm' : verdict === 'few' ? 'text-ink-3' : 'text-ink';
  const certain = verdict === 'worse' || verdict === 'better';
  return {
    key: row.key === '' ? 'all' : row.key,
    text: row.description,
    href,
    interval: low === null || high === null ? undefined : [low, high],
    colour,
    faint: verdict === 'few',
    dots: delta === null ? [] : [{ at: delta, shape: certain ? 'full' : 'open', colour }],
  };
}
