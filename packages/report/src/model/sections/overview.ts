import type { TaskAudit } from '@evenhand/contracts';
import { columnDigits } from '../../format/digits.js';
import { metricFacts } from '../../format/metric-facts.js';
import { capital } from '../../words/capital.js';
import { confidenceText } from '../../words/confidence-text.js';
import { countCell, emptyCell, estimateCell, missingText, textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import { pointer } from '../pointer.js';
import type { Section, Table } from '../report.js';

const SHORT = ['accuracy', 'balanced_accuracy', 'macro_f1', 'cohen_kappa', 'within_one'];
const LONG = [
  'accuracy',
  'balanced_accuracy',
  'macro_precision',
  'macro_recall',
  'macro_f1',
  'weighted_precision',
  'weighted_recall',
  'weighted_f1',
  'cohen_kappa',
  'mcc',
  'quadratic_kappa',
  'mae',
  'rmse',
  'within_one',
  'signed_bias',
  'top_2_accuracy',
  'top_3_accuracy',
  'auroc_macro',
  'log_loss',
  'brier',
  'rps',
  'ece',
  'ece_debiased',
];

/** All images together, all tasks side by side. */
export function overviewSection(draft: Draft): Section {
  return {
    id: 'overall',
    title: 'All images together',
    level: 1,
    blocks: [overallTable(draft, { id: 'overall', title: 'Performance on all images', metrics: LONG })],
  };
}

/** The few numbers of the first page. */
export function shortOverallTable(draft: Draft): Table {
  return overallTable(draft, { id: 'glance', title: 'At a glance: all images', metrics: SHORT });
}

function overallTable(
  draft: Draft,
  { id, title, metrics }: { id: string; title: string; metrics: readonly string[] },
): Table {
  const { tasks } = draft.input.audit;
  const ids = metrics.filter((id) => tasks.some((task) => task.overall.metrics[id]));
  return draft.table({
    id,
    title,
    caption: `With ${confidenceText(tasks[0])} limits in brackets.${missingText(tasks.flatMap((task) => ids.map((id) => task.overall.metrics[id])))}`,
    columns: [
      { title: 'Metric', align: 'left' },
      ...tasks.map(({ task }) => ({ title: capital(task), align: 'right' as const })),
    ],
    rows: [
      {
        cells: [
          textCell('Images'),
          ...tasks.map((task, index) => countCell(task.overall.n, pointer('tasks', index, 'overall', 'n'))),
        ],
      },
      {
        cells: [
          textCell('Classes'),
          ...tasks.map((task, index) =>
            countCell(task.labels.length, pointer('tasks', index, 'labels', 'length')),
          ),
        ],
      },
      ...ids.map((id) => ({
        cells: [textCell(metricFacts(id).name), ...tasks.map((task, index) => metricCell(task, index, id))],
      })),
    ],
  });
}

function metricCell(task: TaskAudit, index: number, id: string) {
  const estimate = task.overall.metrics[id];
  if (!estimate) return emptyCell;
  const { unit } = metricFacts(id);
  return estimateCell(
    estimate,
    { unit, digits: columnDigits([estimate], unit), signed: id === 'signed_bias' },
    pointer('tasks', index, 'overall', 'metrics', id),
  );
}
