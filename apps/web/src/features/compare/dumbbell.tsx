'use client';
import { type Dumbbell, type DumbbellRow, groupKey } from '@evenhand/report';
import type { ReactNode } from 'react';
import { type CompareView, compareHref } from '../../lib/compare-view';
import { Figure } from '../../ui/figure';
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
  return (
    <Figure title={plot.title} caption={plot.caption} lead={children}>
      <TableFrame label={`Change of ${name} by ${view.by.join(' × ')}`} tall>
        <table className="table">
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
                <ValueAxis plot={plot} />
              </th>
              <th scope="col" className="number max-sm:hidden">
                Change
              </th>
              <th scope="col" className="w-1/2 min-w-36 !px-3">
                <span className="sr-only">Change and interval, drawn</span>
                <ChangeAxis plot={plot} />
              </th>
              <th scope="col" className="number max-sm:hidden">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            <Row plot={plot} row={plot.overall} colour="" href={compareHref({ ...view, group: {} })} strong />
            {plot.rows.map((row, index) => (
              <Row
                key={row.key}
                plot={plot}
                row={row}
                colour={colours[index] ?? ''}
                href={compareHref({ ...view, group: row.group })}
                chosen={row.key === groupKey(view.group)}
              />
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function Row(props: {
  plot: Dumbbell;
  row: DumbbellRow;
  colour: string;
  href: string;
  strong?: boolean;
  chosen?: boolean;
}): ReactNode {
  const { plot, row, colour, href, strong = false, chosen = false } = props;
  const few = row.verdict === 'few';
  return (
    <tr className={`${strong ? 'bg-sunk' : chosen ? 'bg-accent-soft' : ''} ${few ? 'text-ink-3' : ''}`}>
      <th scope="row" className={`min-w-32 max-w-72 !whitespace-normal ${strong ? '!font-semibold' : ''}`}>
        <Link
          href={href}
          scroll={false}
          data-walk
          className="flex items-baseline gap-2 text-ink hover:text-accent"
        >
          {!strong && <span className={`size-2 shrink-0 rounded-[2px] bg-current ${colour}`} />}
          <span className="break-words">{row.name}</span>
        </Link>
        <span className="mt-0.5 block text-xs font-normal sm:hidden">
          {row.baseText} → {row.candidateText}
          <br />
          <Change row={row} /> n = {row.nText}
        </span>
      </th>
      <td className="number text-ink-2 max-sm:hidden">{row.baseText}</td>
      <td className="number max-sm:hidden">{row.candidateText}</td>
      <td className="relative max-sm:hidden">
        <ValueMark plot={plot} row={row} />
      </td>
      <td className="number max-sm:hidden">
        <Change row={row} />
      </td>
      <td className="relative">
        <ChangeInterval plot={plot} row={row} />
      </td>
      <td className="number text-ink-2 max-sm:hidden">{row.nText}</td>
    </tr>
  );
}

function Change({ row }: { row: DumbbellRow }): ReactNode {
  const alarming = row.verdict === 'worse';
  return (
    <span className="inline-flex items-baseline gap-1.5">
      <ChangeMark verdict={row.verdict} />
      <span
        className={alarming ? 'font-semibold text-alarm' : row.verdict === 'better' ? 'font-semibold' : ''}
      >
        {row.deltaText}
      </span>
      <span className="text-xs text-ink-3">{row.deltaLimits}</span>
    </span>
  );
}

const frame = 'absolute inset-y-0 left-3 h-full w-[calc(100%-1.5rem)] overflow-visible';

function ValueMark({ plot, row }: { plot: Dumbbell; row: DumbbellRow }): ReactNode {
  const [low, high] = plot.domain;
  const at = (value: number): string => `${(((value - low) / (high - low)) * 100).toFixed(2)}%`;
  if (row.base === null || row.candidate === null) return null;
  return (
    <svg className={frame} aria-hidden="true">
      <line
        x1={at(row.base)}
        x2={at(row.candidate)}
        y1="50%"
        y2="50%"
        className="stroke-ink-3"
        strokeWidth="2"
      />
      <circle cx={at(row.base)} cy="50%" r="4" className="fill-ink-3" />
      <circle cx={at(row.candidate)} cy="50%" r="4.5" className="fill-accent" />
    </svg>
  );
}

function ChangeInterval({ plot, row }: { plot: Dumbbell; row: DumbbellRow }): ReactNode {
  const at = (value: number): string => `${(50 + (50 * value) / plot.reach).toFixed(2)}%`;
  const colour = row.verdict === 'worse' ? 'stroke-alarm' : 'stroke-ink';
  const certain = row.verdict === 'worse' || row.verdict === 'better';
  return (
    <svg className={frame} aria-hidden="true">
      <line x1="50%" x2="50%" y1="0" y2="100%" className="stroke-line-strong" />
      {row.delta !== null && row.low !== null && row.high !== null && (
        <g className={colour} opacity={row.verdict === 'few' ? 0.5 : 1} strokeWidth="2">
          <line
            x1={at(row.low)}
            x2={at(row.high)}
            y1="50%"
            y2="50%"
            strokeDasharray={row.verdict === 'few' ? '3 3' : undefined}
          />
          <circle
            cx={at(row.delta)}
            cy="50%"
            r="4"
            className={certain ? (row.verdict === 'worse' ? 'fill-alarm' : 'fill-ink') : 'fill-surface'}
          />
        </g>
      )}
    </svg>
  );
}

function ValueAxis({ plot }: { plot: Dumbbell }): ReactNode {
  const [low, high] = plot.domain;
  const last = plot.ticks.length - 1;
  return (
    <svg width="100%" height="16" className="block overflow-visible" aria-hidden="true">
      {plot.ticks.map(({ value, text }, index) => (
        <text
          key={value}
          x={`${((value - low) / (high - low)) * 100}%`}
          y="12"
          textAnchor={index === 0 ? 'start' : index === last ? 'end' : 'middle'}
          className="fill-ink-2 text-[11px] font-normal"
        >
          {text}
          {index === last && plot.unit === 'percent' ? ' %' : ''}
        </text>
      ))}
    </svg>
  );
}

function ChangeAxis({ plot }: { plot: Dumbbell }): ReactNode {
  return (
    <svg width="100%" height="16" className="block overflow-visible" aria-hidden="true">
      <g className="fill-ink-2 text-[11px] font-normal">
        <text x="0" y="12">
          −{plot.reachText}
        </text>
        <text x="50%" y="12" textAnchor="middle">
          0
        </text>
        <text x="100%" y="12" textAnchor="end">
          +{plot.reachText}
        </text>
      </g>
    </svg>
  );
}
