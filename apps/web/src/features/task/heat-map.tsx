'use client';
import { groupKey, type HeatCell, type HeatMap } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { TaskView } from '../../lib/task-view';
import { taskViewHref } from '../../lib/task-view-href';
import { Figure } from '../../ui/figure';
import { LabelText } from '../../ui/label-text';
import { Link } from '../../ui/link';
import { differenceShade } from '../../ui/shades';
import { TableFrame } from '../../ui/table-frame';

/** An intersection as a table; every cell is there. */
export function HeatMapView(props: { map: HeatMap; path: string; view: TaskView }): ReactNode {
  const { map, path, view } = props;
  const [columnAttribute, partAttribute] = map.columnAttributes;
  return (
    <Figure title={map.title} caption={map.caption} actions={<Legend map={map} />}>
      <TableFrame label={map.title} fit>
        <table className="border-separate border-spacing-0.5 p-2 text-center text-[13px]">
          <thead className="text-xs text-ink-2">
            <tr>
              <td rowSpan={partAttribute === undefined ? 1 : 2} />
              {map.columns.map(({ label, parts }) => (
                <th
                  key={label}
                  scope="col"
                  colSpan={Math.max(1, parts.length)}
                  className="max-w-28 px-1 py-1 font-medium break-words"
                >
                  <span className="sr-only">{columnAttribute} </span>
                  <LabelText text={label} />
                </th>
              ))}
            </tr>
            {partAttribute !== undefined && (
              <tr>
                {map.columns.flatMap((column) =>
                  column.parts.map((part) => (
                    <th key={`${column.label} ${part}`} scope="col" className="px-1 py-1 font-normal">
                      {part}
                    </th>
                  )),
                )}
              </tr>
            )}
          </thead>
          <tbody>
            {map.rows.map((row) => (
              <tr key={row.label}>
                <th
                  scope="row"
                  className="sticky left-0 z-1 max-w-40 bg-surface px-2 text-left font-medium break-words text-ink-2"
                >
                  <LabelText text={row.label} />
                </th>
                {row.cells.map((cell) => (
                  <Cell key={cell.key} cell={cell} path={path} view={view} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function Cell({ cell, path, view }: { cell: HeatCell; path: string; view: TaskView }): ReactNode {
  if (cell.evidence === 'none' || cell.value === null) {
    return (
      <td
        className="h-11 min-w-14 rounded-sm border border-dashed border-line text-xs text-ink-3"
        title={cell.description}
      >
        <span className="sr-only">{cell.description}</span>
        <span aria-hidden="true">{cell.evidence === 'none' ? '' : 'n/a'}</span>
      </td>
    );
  }
  const few = cell.evidence === 'few';
  const chosen = cell.key === groupKey(view.group);
  return (
    <td
      className={`h-11 min-w-14 rounded-sm p-0 ${few ? 'hatched text-ink-2' : differenceShade(cell.step)} ${chosen ? 'outline-2 outline-accent' : ''}`}
    >
      <Link
        href={taskViewHref(path, { ...view, group: cell.group })}
        scroll={false}
        title={cell.description}
        className="flex h-full flex-col items-center justify-center px-1 leading-tight"
      >
        <span className={few ? '' : 'font-medium'}>{cell.text}</span>
        <span className="text-[10px]">n {cell.nText}</span>
      </Link>
    </td>
  );
}

function Legend({ map }: { map: HeatMap }): ReactNode {
  return (
    <div className="flex items-center gap-2 text-xs text-ink-2">
      −{map.limitText}
      <span className="flex" aria-hidden="true">
        {[-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5].map((step) => (
          <span key={step} className={`h-3.5 w-4 ${differenceShade(step)}`} />
        ))}
      </span>
      +{map.limitText} to all images ({map.overallText})
    </div>
  );
}
