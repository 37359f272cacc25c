import type { Disparity, Group, Grouping, Pair } from '@evenhand/contracts';
import { divergingStep } from '../../../charts/steps.js';
import { columnDigits } from '../../../format/digits.js';
import { findDisparity } from '../../../groups/find-disparity.js';
import { groupKey, groupName } from '../../../groups/group-name.js';
import { capital } from '../../../words/capital.js';
import { confidenceText } from '../../../words/confidence-text.js';
import { type CellStyle, emptyCell, estimateCell, pCell, textCell } from '../../cells.js';
import type { Cell, Section, Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

/** More groups than this stand on no page side by side. */
const MOST_GROUPS = 16;
/** Full colour from this difference on. */
const LIMIT = 0.2;

interface Place {
  grouping: Grouping;
  disparity: Disparity;
  pairs: readonly Pair[];
  /** Pointer to the pairs. */
  source: (...steps: (string | number)[]) => string;
}

/** Every group against every other one: difference, its chance, and whether the two are as good as equal. */
export function pairwiseSection(own: TaskDraft): Section | undefined {
  const tables = own.task.groupings.flatMap((grouping, g) => {
    const disparity = findDisparity(grouping, 'accuracy');
    const groups = disparity?.pairs ? groupsOf(disparity.pairs) : [];
    if (!disparity?.pairs || groups.length < 2 || groups.length > MOST_GROUPS) return [];
    const d = grouping.disparities.indexOf(disparity);
    const source: Place['source'] = (...steps) => own.at('groupings', g, 'disparities', d, 'pairs', ...steps);
    return [pairTable(own, groups, { grouping, disparity, pairs: disparity.pairs, source })];
  });
  return tables.length === 0
    ? undefined
    : { id: `${own.id}-pairwise`, title: 'Every pair of groups', level: 2, blocks: tables };
}

/** In the order in which the pairs name them. */
function groupsOf(pairs: readonly Pair[]): Group[] {
  return [
    ...new Map(pairs.flatMap(({ groups }) => groups).map((group) => [groupKey(group), group])).values(),
  ];
}

function pairTable({ draft, task, id }: TaskDraft, groups: readonly Group[], place: Place): Table {
  const { grouping, pairs } = place;
  const alpha = task.plan?.alpha ?? 0.05;
  const margin = Math.round((task.plan?.margin ?? 0) * 1000) / 10;
  const digits = columnDigits(
    pairs.map(({ difference }) => difference),
    'points',
  );
  const style = { unit: 'points', digits, signed: true, isBare: true } as const;
  const names = groups.map(groupName);
  const by = grouping.by.join(' × ');
  return draft.table({
    id: `${id}-pairs-${by}`,
    title: `Accuracy of every pair of groups by ${by}`,
    caption: `Below the diagonal: row less column in points, ${confidenceText(task)} limits (Miettinen–Nurminen). Above it: p, adjusted by Holm over all pairs. Bold: below ${alpha}. ≈: equal within ${margin} points (two one-sided tests). Groups with enough images only.`,
    columns: [
      { title: capital(grouping.by.join(', ')), align: 'left' },
      ...names.map((title) => ({ title, align: 'right' as const })),
    ],
    rows: names.map((name, row) => ({
      cells: [
        textCell(name),
        ...names.map((_, column): Cell => {
          if (row === column) return { text: '·', tone: 'quiet' };
          const found = findPair(pairs, groups[row], groups[column]);
          if (!found) return emptyCell;
          return row > column
            ? differenceCell(found, place, { style, alpha })
            : pairPCell(found, place, alpha);
        }),
      ],
    })),
  });
}

interface FoundPair {
  pair: Pair;
  index: number;
  /** The pair is stored the other way round. */
  isTurned: boolean;
}

function findPair(
  pairs: readonly Pair[],
  row: Group | undefined,
  column: Group | undefined,
): FoundPair | undefined {
  if (!row || !column) return undefined;
  const [a, b] = [groupKey(row), groupKey(column)];
  for (const [index, pair] of pairs.entries()) {
    const [first, second] = pair.groups.map(groupKey);
    if (first === a && second === b) return { pair, index, isTurned: false };
    if (first === b && second === a) return { pair, index, isTurned: true };
  }
  return undefined;
}

/** Row less column; a pair stored the other way round changes its sign, and its limits change places. */
function differenceCell(
  { pair, index, isTurned }: FoundPair,
  { source }: Place,
  { style, alpha }: { style: CellStyle; alpha: number },
): Cell {
  const { difference, adjustedP } = pair;
  const { value, low, high } = difference;
  const negated = (number: number | null): number | null => (number === null ? null : 0 - number);
  const estimate = isTurned
    ? { ...difference, value: negated(value), low: negated(high), high: negated(low) }
    : difference;
  const cell = estimateCell(estimate, style, `${isTurned ? 'negated:' : ''}${source(index, 'difference')}`);
  if (estimate.value === null) return cell;
  const isCertain = adjustedP !== null && adjustedP < alpha;
  return isCertain
    ? { ...cell, tone: 'strong', shade: { scale: 'difference', step: divergingStep(estimate.value, LIMIT) } }
    : cell;
}

function pairPCell({ pair, index }: FoundPair, { source }: Place, alpha: number): Cell {
  const cell = pCell(pair.adjustedP, source(index, 'adjustedP'));
  return {
    ...cell,
    ...(pair.equivalent && { text: `${cell.text} ≈` }),
    ...(pair.adjustedP !== null && pair.adjustedP < alpha && { tone: 'strong' }),
  };
}
