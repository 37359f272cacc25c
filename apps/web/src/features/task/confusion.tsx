'use client';
import { type ConfusionDifference, type ConfusionMatrix, countText } from '@evenhand/report';
import type { ReactNode } from 'react';
import { samplesHref } from '../../lib/samples-href';
import type { TaskView } from '../../lib/task-view';
import { Figure } from '../../ui/figure';
import { MatrixTable } from '../../ui/matrix-table';
import { differenceShade, magnitudeShade } from '../../ui/shades';
import { MatrixSwitch } from './matrix-switch';

interface Place {
  run: string;
  task: string;
  path: string;
  view: TaskView;
}

/** Who is taken for whom, in images or in shares of the true class. */
export function ConfusionView(props: Place & { matrix: ConfusionMatrix }): ReactNode {
  const { matrix, run, task, path, view } = props;
  return (
    <Figure title={matrix.title} caption={matrix.caption} actions={<MatrixSwitch path={path} view={view} />}>
      {view.matrix === 'difference' && (
        <p className="text-ink-2">
          All images differ from all images in nothing. Choose a group above to see its difference.
        </p>
      )}
      <MatrixTable
        label="Confusion matrix"
        labels={matrix.labels}
        totals={matrix.predicted.map(countText)}
        rows={matrix.rows.map((row) => ({
          truth: row.truth,
          supportText: row.supportText,
          cells: row.cells.map((cell) => ({
            key: cell.predicted,
            text: view.matrix === 'share' ? (cell.count === 0 ? '' : cell.shareText) : cell.countText,
            title: `${cell.truth} taken for ${cell.predicted}: ${cell.countText}, ${cell.shareText} % of the row. See the images`,
            className: magnitudeShade(cell.step),
            diagonal: cell.truth === cell.predicted,
            empty: cell.count === 0,
            href: samplesHref(run, { task, group: view.group, truth: cell.truth, predicted: cell.predicted }),
          })),
        }))}
      />
    </Figure>
  );
}

/** How a group's confusions differ from those of all images. */
export function ConfusionDifferenceView(props: Place & { difference: ConfusionDifference }): ReactNode {
  const { difference, run, task, path, view } = props;
  return (
    <Figure
      title={difference.title}
      caption={difference.caption}
      actions={<MatrixSwitch path={path} view={view} />}
    >
      <MatrixTable
        label="Confusion matrix, difference to all images"
        labels={difference.labels}
        rows={difference.rows.map((row) => ({
          truth: row.truth,
          supportText: row.supportText,
          cells: row.cells.map((cell) => ({
            key: cell.predicted,
            text: cell.text,
            title: cell.description,
            className: cell.certain ? `${differenceShade(cell.step)} font-semibold` : 'text-ink-2',
            diagonal: cell.truth === cell.predicted,
            empty: cell.count === 0,
            href: samplesHref(run, { task, group: view.group, truth: cell.truth, predicted: cell.predicted }),
          })),
        }))}
      />
    </Figure>
  );
}
