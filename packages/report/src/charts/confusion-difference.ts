import type { Slice, TaskAudit } from '@evenhand/contracts';
import { fisherExactTest, holmAdjusted, scoreTest } from '@evenhand/metrics';
import { bareNumber, countText, numberText } from '../format/number-text.js';
import { groupName, isolated } from '../groups/group-name.js';
import { capital } from '../words/capital.js';
import { pText } from '../words/verdict.js';
import { divergingStep } from './steps.js';

export interface DifferenceCell {
  truth: string;
  predicted: string;
  /** Images of the group in the cell. */
  count: number;
  /** The group's share of its row less that of all images; null where one of them has no images of the class. */
  difference: number | null;
  /** `+24`, in points; empty where there is no difference to speak of. */
  text: string;
  /** Whether it holds for all cells of the matrix at once (Holm). */
  certain: boolean;
  /** −5 to 5; more mistakes and fewer right answers are negative. 0 where it is not certain. */
  step: number;
  description: string;
}

export interface ConfusionDifference {
  title: string;
  caption: string;
  labels: readonly string[];
  rows: readonly { truth: string; supportText: string; cells: readonly DifferenceCell[] }[];
}

/** Difference of shares from which on a cell has the outermost shade. */
const OUTERMOST = 0.25;
/** Expected counts below this are tested exactly. */
const SMALL = 10;

const points = { unit: 'points', digits: 0, signed: true } as const;
const percent = { unit: 'percent', digits: 0 } as const;

interface Compared {
  truth: string;
  predicted: string;
  count: number;
  support: number;
  all: number;
  allSupport: number;
  p: number | null;
}

/**
 * A group's row shares less those of all images. Tested against the rest of the images, which the group is no part
 * of: exactly where counts are small, else by the score test; adjusted for all cells that can be tested (Holm).
 */
export function confusionDifference(task: TaskAudit, slice: Slice): ConfusionDifference {
  const labels = task.order ?? task.labels;
  const places = labels.map((label) => task.labels.indexOf(label));
  const compared = places.map((row, truth) => {
    const own = places.map((column) => slice.confusion[row]?.[column] ?? 0);
    const all = places.map((column) => task.overall.confusion[row]?.[column] ?? 0);
    const [support, allSupport] = [sum(own), sum(all)];
    return own.map(
      (count, column): Compared => ({
        truth: labels[truth] ?? '',
        predicted: labels[column] ?? '',
        count,
        support,
        all: all[column] ?? 0,
        allSupport,
        p: pValue({ count, n: support }, { count: (all[column] ?? 0) - count, n: allSupport - support }),
      }),
    );
  });
  const tested = compared.flat().filter((cell) => cell.p !== null);
  const adjusted = holmAdjusted(tested.map(({ p }) => p ?? 1));
  const pOf = new Map(tested.map((cell, index) => [cell, adjusted[index] ?? 1]));
  const alpha = task.plan?.alpha ?? 0.05;
  const rows = compared.map((cells, index) => ({
    truth: labels[index] ?? '',
    supportText: countText(cells[0]?.support ?? 0),
    cells: cells.map((cell) => toCell(cell, pOf.get(cell) ?? null, alpha)),
  }));
  return {
    title: title(
      task,
      slice,
      rows.flatMap(({ cells }) => cells),
    ),
    caption: `Shares of each row of ${groupName(slice.group)} less those of all images, in points. Coloured: certain for all cells at once, tested against the rest (Holm); blue is more right or fewer mistakes, orange the other way round.`,
    labels,
    rows,
  };
}

function pValue(own: { count: number; n: number }, rest: { count: number; n: number }): number | null {
  const total = own.n + rest.n;
  const hits = own.count + rest.count;
  if (own.n === 0 || rest.n === 0 || hits === 0 || hits === total) return null;
  const smallest = (Math.min(hits, total - hits) * Math.min(own.n, rest.n)) / total;
  return smallest < SMALL ? fisherExactTest(own, rest) : scoreTest(own, rest).p;
}

function toCell(cell: Compared, p: number | null, alpha: number): DifferenceCell {
  const { truth, predicted, count, support, all, allSupport } = cell;
  const none = { truth, predicted, count, difference: null, text: '', certain: false, step: 0 };
  const what = `${truth} taken for ${predicted}`;
  if (support === 0) return { ...none, description: `${what}: no images of ${truth} in this group` };
  const share = count / support;
  const allShare = all / allSupport;
  const difference = share - allShare;
  const certain = p !== null && p <= alpha;
  const words = `${what}: ${numberText(share, percent)} of ${countText(support)} here, ${numberText(allShare, percent)} of ${countText(allSupport)} in all`;
  return {
    ...none,
    difference,
    text: count === 0 && all === 0 ? '' : bareNumber(difference, points),
    certain,
    step: certain ? divergingStep(truth === predicted ? difference : -difference, OUTERMOST) : 0,
    description: p === null ? words : `${words}, ${pText(p)}, adjusted`,
  };
}

/** The most certain mistake, else that there is none. */
function title(task: TaskAudit, slice: Slice, cells: readonly DifferenceCell[]): string {
  const who = `${capital(task.task)} among ${groupName(slice.group)}`;
  const [largest] = cells
    .filter((cell) => cell.certain && cell.truth !== cell.predicted)
    .sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0));
  if (!largest) return `${who}: no confusion certainly differs from all images`;
  const { difference } = largest;
  return `${who}: “${isolated(largest.truth)}” is taken for “${isolated(largest.predicted)}” ${numberText(Math.abs(difference ?? 0), { ...points, signed: false })} ${(difference ?? 0) > 0 ? 'more' : 'less'} often than in all images`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
