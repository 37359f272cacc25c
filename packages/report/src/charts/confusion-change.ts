import type { SliceComparison, TaskComparison } from '@evenhand/contracts';
import { countText } from '../format/number-text.js';
import { groupName } from '../groups/group-name.js';
import { capital } from '../words/capital.js';
import { divergingStep } from './steps.js';

export interface ConfusionChange {
  title: string;
  caption: string;
  labels: readonly string[];
  rows: readonly {
    truth: string;
    supportText: string;
    cells: readonly {
      truth: string;
      predicted: string;
      /** Candidate less baseline, in images. */
      change: number;
      text: string;
      /** −5 to 5, by the change's share of the row; more mistakes and fewer right answers are negative. */
      step: number;
      description: string;
    }[];
  }[];
}

/** Share of a row's images from which on a cell has the outermost shade. */
const OUTERMOST = 0.2;

/** The candidate's confusion matrix less the baseline's, on the same images: rows keep their sums. */
export function confusionChange(task: TaskComparison, slice: SliceComparison): ConfusionChange {
  const labels = task.order ?? task.labels;
  const places = labels.map((label) => task.labels.indexOf(label));
  const rows = places.map((row, truthIndex) => {
    const base = slice.confusion.base[row] ?? [];
    const candidate = slice.confusion.candidate[row] ?? [];
    const support = base.reduce((sum, n) => sum + n, 0);
    const truth = labels[truthIndex] ?? '';
    return {
      truth,
      supportText: countText(support),
      cells: places.map((column, index) => {
        const from = base[column] ?? 0;
        const to = candidate[column] ?? 0;
        const change = to - from;
        const predicted = labels[index] ?? '';
        const good = truth === predicted ? change : -change;
        return {
          truth,
          predicted,
          change,
          text: change === 0 ? '0' : `${change < 0 ? '\u2212' : '+'}${countText(Math.abs(change))}`,
          step: support === 0 ? 0 : divergingStep(good / support, OUTERMOST),
          description: `${truth} taken for ${predicted}: ${countText(from)} before, ${countText(to)} now`,
        };
      }),
    };
  });
  const [largest] = rows
    .flatMap((row) => row.cells.filter((cell) => cell.truth !== cell.predicted && cell.change !== 0))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const who = Object.keys(slice.group).length === 0 ? '' : ` among ${groupName(slice.group)}`;
  return {
    title: largest
      ? `${capital(task.task)}${who}: “${largest.truth}” is taken for “${largest.predicted}” ${countText(Math.abs(largest.change))} times ${largest.change > 0 ? 'more' : 'less'} than before`
      : `${capital(task.task)}${who}: no confusion changed`,
    caption:
      'Candidate less baseline, in images; rows are true classes, columns predicted ones. Blue: more right or fewer mistakes. Orange: the other way round; outermost from a fifth of the row on.',
    labels,
    rows,
  };
}
