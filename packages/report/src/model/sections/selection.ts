import type { Estimate, Grouping, Slice, TaskAudit } from '@evenhand/contracts';
import { wilsonInterval } from '@evenhand/metrics';
import { columnDigits } from '../../format/digits.js';
import { countText, numberText } from '../../format/number-text.js';
import { groupName } from '../../groups/group-name.js';
import { capital } from '../../words/capital.js';
import { confidenceText } from '../../words/confidence-text.js';
import { countCell, emptyCell, estimateCell, numberCell, textCell } from '../cells.js';
import type { Draft } from '../draft.js';
import { pointer } from '../pointer.js';
import type { Block, Cell, Row, Section } from '../report.js';
import type { Selection } from '../selection.js';

/** Below this share of all that were assessed, the law lets a category be left out of impact ratios. */
const SMALL_SHARE = 0.02;
/** Categories of an intersection that are read on paper. */
const MOST_ROWS = 150;
const PERCENT = { unit: 'percent', digits: 1 } as const;
const RATIO = { unit: 'number', digits: 2 } as const;

/** Selection rates and impact ratios as New York City's Local Law 144 asks for them, where a selection is configured. */
export function selectionSection(draft: Draft): Section | undefined {
  const { selections } = draft;
  if (selections.length === 0) return undefined;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      tone: 'text',
      text: 'Impact ratio: selection rate of a category over that of the most selected one (6 RCNY 5-300). The law lets categories of less than 2\u202f% of all that were assessed be left out of it; here they are shown and marked †, but none of them is the one that others are held against.',
    },
    ...selections.flatMap((selection) => selectionTables(draft, selection)),
  ];
  return { id: 'selection', title: 'Selection rates and impact ratios', level: 1, startsPage: true, blocks };
}

function selectionTables(draft: Draft, selection: Selection): Block[] {
  const { tasks } = draft.input.audit;
  const index = tasks.findIndex(({ task }) => task === selection.task);
  const task = tasks[index];
  const label = task?.labels.indexOf(selection.label) ?? -1;
  if (!task || label < 0) return [];
  return task.groupings.flatMap((grouping, position) =>
    grouping.by.length <= 2 && grouping.slices.length <= MOST_ROWS
      ? selectionTable(draft, { task, index, label, grouping, position })
      : [],
  );
}

interface Place {
  task: TaskAudit;
  index: number;
  label: number;
  grouping: Grouping;
  position: number;
}

function selectionTable(draft: Draft, place: Place): Block[] {
  const { task, index, label, grouping, position } = place;
  const { slices, by, unlabelled = 0 } = grouping;
  const assessed = slices.reduce((sum, { n }) => sum + n, 0);
  const isSmall = ({ n }: Slice): boolean => n < SMALL_SHARE * assessed;
  const best = slices
    .filter((slice) => slice.n > 0 && !isSmall(slice))
    .reduce((highest, slice) => Math.max(highest, rateOf(slice, label) ?? 0), 0);
  const rates = slices.map((slice) => selectionRate(slice, place));
  const style = { unit: 'percent', digits: columnDigits(rates, 'percent') } as const;
  const rows = slices.map((slice, row): Row => {
    const source = (...steps: (string | number)[]): string =>
      pointer('tasks', index, 'groupings', position, 'slices', row, ...steps);
    const rate = rateOf(slice, label);
    const share = assessed === 0 ? null : slice.n / assessed;
    return {
      cells: [
        textCell(isSmall(slice) ? `${groupName(slice.group)} †` : groupName(slice.group)),
        countCell(slice.n, source('n')),
        numberCell(share, PERCENT, `derived:${source('n')}`),
        countCell(slice.classes[label]?.predicted ?? 0, source('classes', label, 'predicted')),
        estimateCell(
          rates[row],
          style,
          rates[row] === slice.classes[label]?.metrics['selection_rate']
            ? source('classes', label, 'metrics', 'selection_rate')
            : `derived:${source('classes', label, 'predicted')}`,
        ),
        ratioCell(rate, best, `derived:${source('classes', label, 'predicted')}`),
      ],
    };
  });
  const table = draft.table({
    id: `selection-${index + 1}-${label}-${position}`,
    title: `Selected as “${task.labels[label]}” (${task.task}), by ${by.join(' × ')}`,
    caption: captionOf(place, { unlabelled, best }),
    columns: [
      { title: capital(by.join(', ')), align: 'left' },
      { title: 'Assessed', align: 'right' },
      { title: 'Share', align: 'right' },
      { title: 'Selected', align: 'right' },
      { title: 'Selection rate', align: 'right' },
      { title: 'Impact ratio', align: 'right' },
    ],
    rows,
  });
  return [{ kind: 'paragraph', tone: 'text', text: inWords(place, { best, isSmall }) }, table];
}

function rateOf({ n, classes }: Slice, label: number): number | null {
  return n === 0 ? null : (classes[label]?.predicted ?? 0) / n;
}

/**
 * The audit's own, but for groups that are made by the selected task itself: there it is no measure of fairness, so the
 * audit leaves it out, and the law asks for it all the same.
 */
function selectionRate(slice: Slice, { task, label }: Place): Estimate | undefined {
  const estimate = slice.classes[label]?.metrics['selection_rate'];
  if (slice.n === 0) return undefined;
  if (estimate && estimate.reason !== 'degenerate') return estimate;
  const interval = wilsonInterval(slice.classes[label]?.predicted ?? 0, slice.n, task.plan);
  return { value: rateOf(slice, label), ...interval, n: slice.n, method: 'wilson' };
}

function ratioCell(rate: number | null, best: number, source: string): Cell {
  if (rate === null) return emptyCell;
  return numberCell(best === 0 ? null : rate / best, RATIO, source);
}

function captionOf({ task }: Place, { unlabelled, best }: { unlabelled: number; best: number }): string {
  const unknown =
    unlabelled > 0
      ? `${countText(unlabelled)} images without a label are in no category.`
      : 'No image is without a category.';
  const none = best === 0 ? ' n/a: nobody was selected.' : '';
  return `With ${confidenceText(task)} limits. †: less than 2\u202f% of all. ${unknown}${none}`;
}

/** Who is selected least, and how that compares with four fifths. */
function inWords(
  { task, label, grouping }: Place,
  { best, isSmall }: { best: number; isSmall: (slice: Slice) => boolean },
): string {
  const ranked = grouping.slices
    .filter((slice) => slice.n > 0 && !isSmall(slice))
    .map((slice) => ({ name: groupName(slice.group), ratio: (rateOf(slice, label) ?? 0) / best }))
    .sort((a, b) => a.ratio - b.ratio);
  const [lowest] = ranked;
  const what = `${capital(task.task)} “${task.labels[label]}” by ${grouping.by.join(' × ')}`;
  if (!lowest || best === 0) return `${what}: nobody was selected.`;
  if (ranked.length === 1) return `${what}: there is one category only, so nothing to compare.`;
  const below = ranked.filter(({ ratio }) => ratio < 0.8).length;
  const most = ranked.at(-1)?.name ?? '';
  return `${what}: ${most} is selected most; the lowest impact ratio is ${numberText(lowest.ratio, RATIO)}, of ${lowest.name}. ${below === 0 ? 'None is' : `${countText(below)} of ${countText(ranked.length)} ${below === 1 ? 'is' : 'are'}`} below four fifths.`;
}
