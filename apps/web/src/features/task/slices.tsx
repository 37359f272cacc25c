import type { SliceList } from '@evenhand/report';
import type { ReactNode } from 'react';
import { samplesHref } from '../../lib/samples-href';
import { Figure } from '../../ui/figure';
import { TableFrame } from '../../ui/table-frame';

/** The worst slices of all: certified ones first, then those that only invite a closer look. */
export function SlicesView(props: { list: SliceList; run: string; task: string }): ReactNode {
  const { list, run, task } = props;
  if (list.rows.length === 0) return null;
  return (
    <Figure title={list.title} caption={list.caption}>
      <TableFrame label="Worst slices" tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Slice</th>
              <th scope="col">Evidence</th>
              <th scope="col" className="number">
                Accuracy
              </th>
              <th scope="col" className="number">
                Rest
              </th>
              <th scope="col" className="number">
                Worse by
              </th>
              <th scope="col" className="w-full min-w-24">
                <span className="sr-only">Drawn</span>
              </th>
              <th scope="col" className="number">
                n
              </th>
              <th scope="col" className="number">
                Test
              </th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" className="min-w-32 !whitespace-normal sm:min-w-64">
                  <a href={samplesHref(run, { task, group: row.group })} data-walk className="text-link">
                    {row.name}
                  </a>
                </th>
                <td className="whitespace-nowrap">
                  {row.certified ? (
                    <b className="font-semibold">Certified</b>
                  ) : (
                    <span className="text-ink-2">Exploratory</span>
                  )}
                </td>
                <td className="number">{row.valueText}</td>
                <td className="number text-ink-2">{row.restText}</td>
                <td className="number">
                  {row.excessText} <span className="text-xs text-ink-3">{row.excessLimits}</span>
                </td>
                <td>
                  <Excess row={row} largest={list.largest} />
                </td>
                <td className="number text-ink-2">{row.nText}</td>
                <td className="number text-xs text-ink-2">{row.testText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function Excess({ row, largest }: { row: SliceList['rows'][number]; largest: number }): ReactNode {
  const at = (value: number): string => `${Math.max(0, (100 * value) / largest)}%`;
  return (
    <svg width="100%" height="14" className="block overflow-visible" aria-hidden="true">
      <line x1="0" x2="0" y1="0" y2="14" className="stroke-line-strong" />
      {row.low !== null && row.high !== null && (
        <line x1={at(row.low)} x2={at(row.high)} y1="7" y2="7" className="stroke-ink" strokeWidth="2" />
      )}
      {row.excess !== null && (
        <circle
          cx={at(row.excess)}
          cy="7"
          r="4"
          className={row.certified ? 'fill-ink stroke-ink' : 'fill-surface stroke-ink'}
          strokeWidth="2"
        />
      )}
    </svg>
  );
}
