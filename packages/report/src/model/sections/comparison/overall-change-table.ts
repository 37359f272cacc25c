import type { MetricChange, ModelComparison } from '@evenhand/contracts';
import { columnDigits } from '../../../format/digits.js';
import { metricFacts } from '../../../format/metric-facts.js';
import { metricName } from '../../../words/metric-name.js';
import { differenceUnit, estimateCell, numberCell, pCell, textCell } from '../../cells.js';
import type { Draft } from '../../draft.js';
import { pointer } from '../../pointer.js';
import type { Cell, Row, Table } from '../../report.js';

const METRICS = [
  'accuracy',
  'balanced_accuracy',
  'macro_f1',
  'cohen_kappa',
  'mae',
  'within_one',
  'log_loss',
  'brier',
];

/** Pointer into the comparison: of the only candidate. */
export function comparisonSource(...steps: readonly (string | number)[]): string {
  return `baseline:${pointer('comparisons', 0, 'tasks', ...steps)}`;
}

/** All images: every metric of every task before and after. */
export function overallChangeTable(draft: Draft, { tasks }: ModelComparison): Table {
  const rows = tasks.flatMap(({ task, overall }, index) =>
    METRICS.flatMap((metric): Row[] => {
      const change = overall.metrics[metric];
      if (!change) return [];
      const source = (...steps: string[]): string =>
        comparisonSource(index, 'overall', 'metrics', metric, ...steps);
      return [
        { cells: [textCell(metricName(metric)), textCell(task), ...changeCells(change, metric, source)] },
      ];
    }),
  );
  return draft.table({
    id: 'change-overall',
    title: 'All images before and after',
    caption:
      'Change: this run less the baseline, with limits that allow for both having seen the same images. p: McNemar’s mid-p for shares, not adjusted.',
    columns: [
      { title: 'Metric', align: 'left' },
      { title: 'Task', align: 'left' },
      { title: 'Baseline', align: 'right' },
      { title: 'This run', align: 'right' },
      { title: 'Change', align: 'right' },
      { title: 'p', align: 'right' },
    ],
    rows,
  });
}

/** Before, after, change with limits, and p. */
export function changeCells(
  change: MetricChange,
  metric: string,
  source: (...steps: string[]) => string,
): [Cell, Cell, Cell, Cell] {
  const { unit } = metricFacts(metric);
  const digits = columnDigits([change.delta], unit);
  return [
    numberCell(change.base, { unit, digits }, source('base')),
    numberCell(change.candidate, { unit, digits }, source('candidate')),
    estimateCell(change.delta, { unit: differenceUnit(unit), digits, signed: true }, source('delta')),
    pCell(change.p, source('p')),
  ];
}
