import type { Slice, TaskAudit } from '@evenhand/contracts';
import { countText } from '../format/number-text.js';
import { groupName, isolated } from '../groups/group-name.js';
import { capital } from '../words/capital.js';
import { stepOf } from './steps.js';

export interface ConfusionCell {
  truth: string;
  predicted: string;
  count: number;
  countText: string;
  /** Share of the true class's images; null where there are none. */
  share: number | null;
  shareText: string;
  /** Shade of the share, 0 (nothing) to 9 (all of the row). */
  step: number;
}

export interface ConfusionMatrix {
  title: string;
  caption: string;
  /** Classes in display order: an ordinal task's natural order. */
  labels: readonly string[];
  rows: readonly { truth: string; support: number; supportText: string; cells: readonly ConfusionCell[] }[];
  /** Images predicted as each class, in display order. */
  predicted: readonly number[];
}

/** Rows true, columns predicted; the shade of a cell is its share of its row. */
export function confusionMatrix(task: TaskAudit, slice: Slice): ConfusionMatrix {
  const labels = task.order ?? task.labels;
  const position = labels.map((label) => task.labels.indexOf(label));
  const rows = position.map((row, truthIndex) => {
    const counts = position.map((column) => slice.confusion[row]?.[column] ?? 0);
    const support = counts.reduce((sum, count) => sum + count, 0);
    const truth = labels[truthIndex] ?? '';
    return {
      truth,
      support,
      supportText: countText(support),
      cells: counts.map((count, column): ConfusionCell => {
        const share = support === 0 ? null : count / support;
        return {
          truth,
          predicted: labels[column] ?? '',
          count,
          countText: countText(count),
          share,
          shareText: share === null ? '' : shareText(share),
          step: stepOf(share ?? 0),
        };
      }),
    };
  });
  return {
    title: title(task, slice, rows),
    caption: `Rows are true classes, columns predicted ones, ${countText(slice.n)} images. A cell's shade is its share of its row.`,
    labels,
    rows,
    predicted: labels.map((_, column) => rows.reduce((sum, row) => sum + (row.cells[column]?.count ?? 0), 0)),
  };
}

function shareText(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 0.5 ? '<1' : percent.toFixed(0);
}

/** The most frequent mistake, by images. */
function title(task: TaskAudit, slice: Slice, rows: ConfusionMatrix['rows']): string {
  const who = Object.keys(slice.group).length === 0 ? '' : ` among ${groupName(slice.group)}`;
  const mistakes = rows
    .flatMap((row) => row.cells.map((cell) => ({ ...cell, support: row.support })))
    .filter((cell) => cell.truth !== cell.predicted && cell.count > 0)
    .sort((a, b) => b.count - a.count);
  const [worst] = mistakes;
  if (slice.n === 0) return `${capital(task.task)}${who}: no images`;
  if (!worst) return `${capital(task.task)}${who}: every image is classified as it is labelled`;
  return `${capital(task.task)}${who}: most often “${isolated(worst.truth)}” is taken for “${isolated(worst.predicted)}”, ${worst.countText} of ${countText(worst.support)}`;
}
