import type { TaskComparison } from '@evenhand/contracts';
import { metricName } from '../../../words/metric-name.js';
import { estimateCell, pCell, textCell } from '../../cells.js';
import type { Draft } from '../../draft.js';
import type { Row, Table } from '../../report.js';
import { comparisonSource } from './overall-change-table.js';

const METRICS = ['accuracy', 'balanced_accuracy', 'macro_f1', 'recall'];

/** Whether groups came closer, and whether the change was the same for all of them. */
export function gapChangeTable(
  draft: Draft,
  { task, index }: { task: TaskComparison; index: number },
): Table | undefined {
  const style = { unit: 'points', digits: 0, isBare: true } as const;
  const rows = task.groupings.flatMap((grouping, g) =>
    grouping.changes.flatMap((change, c): Row[] => {
      if (!METRICS.includes(change.metric) || grouping.by.length > 2) return [];
      const source = (...steps: string[]): string =>
        comparisonSource(index, 'groupings', g, 'changes', c, ...steps);
      return [
        {
          cells: [
            textCell(metricName(change.metric, change.class)),
            textCell(grouping.by.join(' × ')),
            estimateCell(change.base.gap, style, source('base', 'gap')),
            estimateCell(change.candidate.gap, style, source('candidate', 'gap')),
            estimateCell(change.gapChange, { ...style, signed: true }, source('gapChange')),
            pCell(change.heterogeneity.p, source('heterogeneity', 'p')),
          ],
        },
      ];
    }),
  );
  if (rows.length === 0) return undefined;
  return draft.table({
    id: `gap-change-${index + 1}`,
    title: 'Gaps before and after, in points',
    caption:
      'Change below 0: the groups came closer. p: Cochran’s Q that the change was the same for all groups, not adjusted.',
    columns: [
      { title: 'Metric', align: 'left' },
      { title: 'By', align: 'left' },
      { title: 'Gap, baseline', align: 'right' },
      { title: 'Gap, this run', align: 'right' },
      { title: 'Change of the gap', align: 'right' },
      { title: 'p', align: 'right' },
    ],
    rows,
  });
}
