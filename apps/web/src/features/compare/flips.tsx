'use client';
import { type FlipTable, flipNames } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { CompareView } from '../../lib/compare-view';
import { samplesHref } from '../../lib/samples-href';
import { ColourKey } from '../../ui/colour-key';
import { Figure } from '../../ui/figure';
import { LabelText } from '../../ui/label-text';
import { StackedBar } from '../../ui/stacked-bar';
import { TableFrame } from '../../ui/table-frame';

const shades = ['fill-sunk', 'fill-div-high-2', 'fill-div-low-2', 'fill-line-strong'];
const kinds = ['both-right', 'fixed', 'broken', 'both-wrong'] as const;

/** The same images under both models, group by group. */
export function FlipsView({ table, view }: { table: FlipTable; view: CompareView }): ReactNode {
  return (
    <Figure
      title={table.title}
      caption={table.caption}
      actions={<ColourKey names={flipNames} shades={shades.map((shade) => `${shade} stroke-line-strong`)} />}
    >
      <TableFrame label="Flips by group" tall>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col" className="w-full min-w-40">
                <span className="sr-only">Drawn</span>
              </th>
              {flipNames.map((name) => (
                <th key={name} scope="col" className="number">
                  {name}
                </th>
              ))}
              <th scope="col" className="number">
                broken, %
              </th>
              <th scope="col" className="number">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.key} className={row.few ? 'text-ink-3' : ''}>
                <th scope="row" className="min-w-28 max-w-64 !whitespace-normal sm:min-w-48">
                  <LabelText text={row.name} />
                </th>
                <td>
                  {row.n > 0 && <StackedBar parts={row.counts} whole={row.n} shades={shades} height={14} />}
                </td>
                {row.counts.map((count, index) => (
                  <td key={flipNames[index]} className="number">
                    {count === 0 ? (
                      '0'
                    ) : (
                      <a
                        href={samplesHref(view.shown, {
                          task: view.task,
                          group: row.group,
                          against: view.base,
                          flip: kinds[index],
                        })}
                        className="hover:underline"
                      >
                        {row.texts[index]}
                      </a>
                    )}
                  </td>
                ))}
                <td className="number text-ink-2">{row.brokenText}</td>
                <td className="number text-ink-2">{row.nText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}
