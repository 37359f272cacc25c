'use client';
import type { CalibrationGroups } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { pairRow } from '../../ui/charts/pair-row';
import { RowAxis } from '../../ui/charts/row-axis';
import { RowColumn, rowHeight } from '../../ui/charts/row-column';
import { Figure } from '../../ui/figure';
import { LabelText } from '../../ui/label-text';
import { TableFrame } from '../../ui/table-frame';

/** How sure the model is of each group, and how often it is right. */
export function CalibrationGroupsView(props: {
  panel: CalibrationGroups;
  colours: readonly string[];
  path: string;
  view: TaskView;
}): ReactNode {
  const { panel, colours, path, view } = props;
  const rows = [panel.overall, ...panel.rows];
  // Not every grouping has calibration errors of its own.
  const withError = panel.rows.some((row) => row.errorText !== '');
  return (
    <Figure title={panel.title} caption={panel.caption}>
      <TableFrame label={`Calibration by ${view.by.join(' × ')}`} tall>
        <table className={`table ${rowHeight}`}>
          <thead>
            <tr>
              <th scope="col">{view.by.join(' × ')}</th>
              <th scope="col" className="number">
                Sure
              </th>
              <th scope="col" className="number">
                Right
              </th>
              <th scope="col" className="w-full min-w-36 !px-3">
                <span className="sr-only">Drawn</span>
                <RowAxis domain={panel.domain} ticks={panel.ticks} unit=" %" />
              </th>
              <th scope="col" className="number">
                Sure by
              </th>
              {withError && (
                <th scope="col" className="number">
                  Error
                </th>
              )}
              <th scope="col" className="number">
                Test
              </th>
              <th scope="col" className="number">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr
                key={row.key}
                className={`h-(--row) ${index === 0 ? 'bg-sunk' : row.evidence === 'enough' ? '' : 'text-ink-3'}`}
              >
                <th
                  scope="row"
                  title={row.name}
                  className={`!py-1 leading-tight !whitespace-normal ${index === 0 ? '!font-semibold !text-ink' : ''}`}
                >
                  <span className="line-clamp-2 min-w-24 [overflow-wrap:anywhere] sm:w-max sm:max-w-72">
                    <LabelText text={row.name} />
                  </span>
                </th>
                <td className="number">{row.confidenceText}</td>
                <td className="number">{row.accuracyText}</td>
                <td className={index === 0 ? 'relative' : ''}>
                  {index === 0 && (
                    <RowColumn
                      label={panel.title}
                      domain={panel.domain}
                      ticks={panel.ticks.map(({ value }) => value)}
                      reference={null}
                      rows={rows.map((entry, place) => {
                        const colour = colours[place - 1] ?? '';
                        return pairRow(entry, {
                          href: taskViewHref(path, { ...view, group: entry.group }),
                          colour,
                          faint: entry.evidence === 'few',
                          dots: [
                            { at: entry.confidence, shape: 'open', colour },
                            { at: entry.accuracy, shape: 'full', colour },
                          ],
                        });
                      })}
                    />
                  )}
                </td>
                <td className="number">{row.excessText}</td>
                {withError && <td className="number">{row.errorText}</td>}
                <td className="number text-xs text-ink-2">{row.testText}</td>
                <td className="number text-ink-2">{row.nText}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}
