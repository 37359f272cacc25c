'use client';
import type { ConfusionChange } from '@evenhand/report';
import type { ReactNode } from 'react';
import type { CompareView } from '../../lib/compare-view';
import { samplesHref } from '../../lib/samples-href';
import { Figure } from '../../ui/figure';
import { MatrixTable } from '../../ui/matrix-table';
import { differenceShade } from '../../ui/shades';

/** Candidate less baseline, cell by cell. */
export function ConfusionChangeView({
  change,
  view,
}: {
  change: ConfusionChange;
  view: CompareView;
}): ReactNode {
  return (
    <Figure title={change.title} caption={change.caption}>
      <MatrixTable
        label="Change of the confusion matrix"
        labels={change.labels}
        rows={change.rows.map((row) => ({
          truth: row.truth,
          supportText: row.supportText,
          cells: row.cells.map((cell) => ({
            key: cell.predicted,
            text: cell.text,
            title: cell.description,
            className: cell.certain ? `${differenceShade(cell.step)} font-semibold` : 'text-ink-2',
            diagonal: cell.truth === cell.predicted,
            empty: cell.change === 0,
            href: samplesHref(view.shown, {
              task: view.task,
              group: view.group,
              truth: cell.truth,
              predicted: cell.predicted,
            }),
          })),
        }))}
      />
    </Figure>
  );
}
