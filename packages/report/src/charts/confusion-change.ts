import type { SliceComparison, TaskComparison } from '@evenhand/contracts';
import { holmAdjusted, mcnemarTest } from '@evenhand/metrics';
import { countText } from '../format/number-text.js';
import { groupName } from '../groups/group-name.js';
import { capital } from '../words/capital.js';
import { pText } from '../words/verdict.js';
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
      /** Whether it holds for all cells of the matrix at once (Holm), however the images are paired. */
      certain: boolean;
      /** −5 to 5, by the change's share of the row; more mistakes and fewer right answers are negative. 0 where it is not certain. */
      step: number;
      description: string;
    }[];
  }[];
}

/** Share of a row's images from which on a cell has the outermost shade. */
const OUTERMOST = 0.2;

interface Counted {
  truth: string;
  predicted: string;
  /** Images of the cell under the baseline and under the candidate, and of its row. */
  from: number;
  to: number;
  support: number;
}

/**
 * The candidate's confusion matrix less the baseline's, on the same images: rows keep their sums. Which images left a
 * cell and which came is not in the counts, so every cell is tested by McNemar's exact test at the most images that
 * can have moved, where its p-value is largest: what is certain so is certain by the pairs, too.
 */
export function confusionChange(
  task: TaskComparison,
  slice: SliceComparison,
  { alpha = 0.05 }: { alpha?: number } = {},
): ConfusionChange {
  const labels = task.order ?? task.labels;
  const places = labels.map((label) => task.labels.indexOf(label));
  const counted = places.map((row, truthIndex) => {
    const base = slice.confusion.base[row] ?? [];
    const candidate = slice.confusion.candidate[row] ?? [];
    const support = base.reduce((sum, n) => sum + n, 0);
    return places.map(
      (column, index): Counted => ({
        truth: labels[truthIndex] ?? '',
        predicted: labels[index] ?? '',
        from: base[column] ?? 0,
        to: candidate[column] ?? 0,
        support,
      }),
    );
  });
  const tested = counted.flat().filter(({ from, to }) => from + to > 0);
  const adjusted = holmAdjusted(tested.map(largestP));
  const pOf = new Map(tested.map((cell, index) => [cell, adjusted[index] ?? 1]));
  const rows = counted.map((cells, index) => ({
    truth: labels[index] ?? '',
    supportText: countText(cells[0]?.support ?? 0),
    cells: cells.map((cell) => toCell(cell, { p: pOf.get(cell) ?? 1, alpha })),
  }));
  const [largest] = rows
    .flatMap((row) => row.cells.filter((cell) => cell.truth !== cell.predicted && cell.certain))
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const who = Object.keys(slice.group).length === 0 ? '' : ` among ${groupName(slice.group)}`;
  return {
    title: largest
      ? `${capital(task.task)}${who}: “${largest.truth}” is taken for “${largest.predicted}” ${countText(Math.abs(largest.change))} times ${largest.change > 0 ? 'more' : 'less'} than before`
      : `${capital(task.task)}${who}: no confusion changed for certain`,
    caption:
      'Candidate less baseline, in images; rows are true classes, columns predicted ones. Coloured: certain for all cells at once, however the images are paired (McNemar, Holm); blue is more right or fewer mistakes, orange the other way round, outermost from a fifth of the row on.',
    labels,
    rows,
  };
}

/** As many images have moved as can have: all of both counts, as long as the row has so many beside. */
function largestP({ from, to, support }: Counted): number {
  const moved = Math.min(from + to, 2 * support - from - to);
  const change = to - from;
  return mcnemarTest({ fixed: (moved + change) / 2, broken: (moved - change) / 2 }).exact;
}

function toCell(
  { truth, predicted, from, to, support }: Counted,
  { p, alpha }: { p: number; alpha: number },
): ConfusionChange['rows'][number]['cells'][number] {
  const change = to - from;
  const good = truth === predicted ? change : -change;
  const certain = p <= alpha;
  return {
    truth,
    predicted,
    change,
    text: change === 0 ? '0' : `${change < 0 ? '\u2212' : '+'}${countText(Math.abs(change))}`,
    certain,
    step: certain ? divergingStep(good / support, OUTERMOST) : 0,
    description: `${truth} taken for ${predicted}: ${countText(from)} before, ${countText(to)} now${certain ? `, ${pText(p)} at most, adjusted` : ''}`,
  };
}
