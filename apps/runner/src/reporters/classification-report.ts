import type { Estimate, Slice, TaskAudit } from '@evenhand/contracts';

/**
 * One task in the layout of scikit-learn's `classification_report(digits=2)`: per class precision, recall, F1 and
 * support, then accuracy, macro and weighted averages. Labels in the order of the task's `labels`. A value that
 * is undefined prints as `nan`, as scikit-learn does with `zero_division=nan`.
 */
export function classificationReport(task: TaskAudit, slice: Slice): string {
  const names = [...task.labels, 'weighted avg'];
  const width = Math.max(...names.map((name) => name.length));
  const row = (name: string, cells: (string | number)[]): string =>
    `${name.padStart(width)} ${cells.map((cell) => String(cell).padStart(10)).join('')}`.trimEnd();
  const average = (kind: 'macro' | 'weighted'): string =>
    row(`${kind} avg`, [
      digits(slice.metrics[`${kind}_precision`]),
      digits(slice.metrics[`${kind}_recall`]),
      digits(slice.metrics[`${kind}_f1`]),
      slice.n,
    ]);
  return [
    row('', ['precision', 'recall', 'f1-score', 'support']),
    '',
    ...slice.classes.map((entry) =>
      row(entry.label, [
        digits(entry.metrics['precision']),
        digits(entry.metrics['recall']),
        digits(entry.metrics['f1']),
        entry.support,
      ]),
    ),
    '',
    row('accuracy', ['', '', digits(slice.metrics['accuracy']), slice.n]),
    average('macro'),
    average('weighted'),
  ].join('\n');
}

function digits(estimate: Estimate | undefined): string {
  return estimate === undefined || estimate.value === null ? 'nan' : estimate.value.toFixed(2);
}
