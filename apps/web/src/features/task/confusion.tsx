'use client';
import { type ConfusionCell, type ConfusionMatrix, countText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { samplesHref } from '../../lib/samples-href';
import type { TaskView } from '../../lib/task-view';
import { Figure } from '../../ui/figure';
import { TableFrame } from '../../ui/table-frame';
import { MatrixSwitch } from './matrix-switch';
import { magnitudeShade } from './shades';

/** Rows true, columns predicted; every cell leads to its images. */
export function ConfusionView(props: {
  matrix: ConfusionMatrix;
  run: string;
  task: string;
  path: string;
  view: TaskView;
}): ReactNode {
  const { matrix, run, task, path, view } = props;
  const large = matrix.labels.length > 15;
  return (
    <Figure title={matrix.title} caption={matrix.caption} actions={<MatrixSwitch path={path} view={view} />}>
      <TableFrame label="Confusion matrix" tall={large} fit>
        <table className="border-separate border-spacing-0.5 p-2 text-[13px]">
          <thead className="text-xs text-ink-2">
            <tr>
              <th className="sticky top-0 left-0 z-3 bg-surface px-2 text-left align-bottom font-normal">
                true ↓ &nbsp; predicted →
              </th>
              {matrix.labels.map((label) => (
                <th
                  key={label}
                  scope="col"
                  title={label}
                  className="sticky top-0 z-2 max-w-20 min-w-14 bg-surface px-1 py-1.5 align-bottom font-medium"
                >
                  <span className="line-clamp-3 [overflow-wrap:anywhere]">{label}</span>
                </th>
              ))}
              <th
                scope="col"
                className="sticky top-0 z-2 bg-surface px-2 text-right align-bottom font-medium"
              >
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map((row) => (
              <tr key={row.truth}>
                <th
                  scope="row"
                  title={row.truth}
                  className="sticky left-0 z-1 min-w-24 max-w-36 bg-surface px-2 text-left font-medium [overflow-wrap:anywhere] text-ink-2 sm:max-w-56"
                >
                  <span className="line-clamp-2">{row.truth}</span>
                </th>
                {row.cells.map((cell) => (
                  <td
                    key={cell.predicted}
                    className={`h-10 min-w-14 rounded-sm p-0 text-center ${magnitudeShade(cell.step)} ${cell.truth === cell.predicted ? 'ring-1 ring-line-strong ring-inset' : ''}`}
                  >
                    <CellLink
                      cell={cell}
                      view={view}
                      href={samplesHref(run, { ...cell, task, group: view.group })}
                    />
                  </td>
                ))}
                <td className="px-2 text-right text-ink-2">{row.supportText}</td>
              </tr>
            ))}
            <tr>
              <th
                scope="row"
                className="sticky left-0 z-1 bg-surface px-2 text-left text-xs font-normal text-ink-2"
              >
                predicted
              </th>
              {matrix.predicted.map((count, index) => (
                <td key={matrix.labels[index]} className="py-1 text-center text-xs text-ink-2">
                  {countText(count)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </TableFrame>
    </Figure>
  );
}

function CellLink({ cell, view, href }: { cell: ConfusionCell; view: TaskView; href: string }): ReactNode {
  const text = view.matrix === 'share' ? cell.shareText : cell.countText;
  if (cell.count === 0) return <span className="text-ink-3">{view.matrix === 'share' ? '' : '0'}</span>;
  return (
    <a
      href={href}
      title={`${cell.truth} taken for ${cell.predicted}: ${cell.countText}, ${cell.shareText} % of the row. See the images`}
      className="flex h-full min-h-10 items-center justify-center hover:underline"
    >
      {text}
    </a>
  );
}
