import type { Grouping } from '@evenhand/contracts';
import { confusionDifference, type DifferenceCell } from '../../../charts/confusion-difference.js';
import { confusionMatrix } from '../../../charts/confusion-matrix.js';
import { minimumOf } from '../../../groups/evidence.js';
import { groupName } from '../../../groups/group-name.js';
import { capital } from '../../../words/capital.js';
import { countCell, textCell } from '../../cells.js';
import type { Cell, Row, Section, Table } from '../../report.js';
import { displayOrder, type TaskDraft } from './task-draft.js';

/** More cells than this are read in the CSV or JSON file, not on paper. */
const MOST_CELLS = 600;

/** Who is taken for what in every group of one attribute: rows of one true class stand together, to be compared. */
export function groupConfusionSection(own: TaskDraft): Section | undefined {
  const blocks = own.task.groupings.flatMap((grouping, position) =>
    grouping.by.length === 1 &&
    !grouping.degenerate &&
    grouping.slices.length * own.task.labels.length ** 2 <= MOST_CELLS
      ? [groupTable(own, grouping, position)]
      : [],
  );
  return blocks.length === 0
    ? undefined
    : { id: `${own.id}-group-confusion`, title: 'Confusion in each group', level: 2, blocks };
}

function groupTable({ draft, task, id, at }: TaskDraft, grouping: Grouping, position: number): Table {
  const order = displayOrder(task);
  const isTurned = task.labels.length > 4 || task.labels.some((label) => label.length > 16);
  const matrices = grouping.slices.map((slice) => confusionMatrix(task, slice));
  const differences = grouping.slices.map((slice) => confusionDifference(task, slice));
  const row = (truth: number, group: number): Row => {
    const own = matrices[group]?.rows[truth];
    const index = order[truth]?.index ?? truth;
    const source = (...steps: (string | number)[]): string =>
      at('groupings', position, 'slices', group, ...steps);
    const isFew = (own?.support ?? 0) < minimumOf(task);
    const cells = (own?.cells ?? []).map(
      (cell, c): Cell => ({
        text: cell.countText,
        value: cell.count,
        source: source('confusion', index, order[c]?.index ?? c),
        ...markOf(differences[group]?.rows[truth]?.cells[c], isFew),
      }),
    );
    return {
      cells: [
        textCell(order[truth]?.label ?? ''),
        textCell(groupName(grouping.slices[group]?.group ?? {})),
        ...cells,
        countCell(own?.support ?? 0, source('classes', index, 'support')),
      ],
    };
  };
  return draft.table({
    id: `${id}-confusion-by-${position}`,
    title: `True class against predicted class in each group, by ${grouping.by.join(' × ')}`,
    caption: `In images. Coloured: the share of its row certainly differs from that of all images, for all cells of the group at once (Holm); blue is more right or fewer mistakes, orange the other way round. Hatched: fewer than ${minimumOf(task)} images in the row.`,
    columns: [
      { title: 'True', align: 'left' },
      { title: capital(grouping.by.join(', ')), align: 'left' },
      ...order.map(({ label }) => ({
        title: label,
        group: 'Predicted',
        align: isTurned ? ('center' as const) : ('right' as const),
        isTurned,
      })),
      { title: 'Sum', align: 'right' },
    ],
    rows: order.flatMap((_, truth) => grouping.slices.map((_slice, group) => row(truth, group))),
  });
}

/** Colour is for what is certain. */
function markOf(cell: DifferenceCell | undefined, isFew: boolean): Partial<Cell> {
  if (cell?.certain) return { tone: 'strong', shade: { scale: 'difference', step: cell.step } };
  return isFew ? { tone: 'quiet', isHatched: true } : {};
}
