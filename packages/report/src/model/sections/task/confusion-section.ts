import { type ConfusionMatrix, confusionMatrix } from '../../../charts/confusion-matrix.js';
import { countText } from '../../../format/number-text.js';
import { countCell, textCell } from '../../cells.js';
import type { Block, Cell, Section, Table } from '../../report.js';
import { displayOrder, type TaskDraft } from './task-draft.js';

/** Above so many classes the largest confusions are listed too: nobody finds them in the matrix. */
const MANY_CLASSES = 12;
const LISTED = 15;

/** Who is taken for what. */
export function confusionSection(own: TaskDraft): Section {
  const matrix = confusionMatrix(own.task, own.task.overall);
  const blocks: Block[] = [{ kind: 'paragraph', tone: 'text', text: `${matrix.title}.` }];
  if (matrix.labels.length > MANY_CLASSES) blocks.push(largestConfusions(own, matrix));
  blocks.push(matrixTable(own, matrix));
  return { id: `${own.id}-confusion`, title: 'Confusion matrix', level: 2, blocks };
}

function matrixTable({ draft, task, id, at }: TaskDraft, matrix: ConfusionMatrix): Table {
  const order = displayOrder(task);
  const isLarge = matrix.labels.length > 4 || matrix.labels.some((label) => label.length > 16);
  const rows = matrix.rows.map((row, r) => ({
    cells: [
      textCell(row.truth),
      ...row.cells.map(
        (cell, c): Cell => ({
          text: cell.countText,
          value: cell.count,
          source: at('overall', 'confusion', order[r]?.index ?? r, order[c]?.index ?? c),
          shade: { scale: 'magnitude', step: cell.step },
          ...(cell.truth === cell.predicted && { tone: 'strong' as const }),
        }),
      ),
      countCell(row.support, at('overall', 'classes', order[r]?.index ?? r, 'support')),
    ],
  }));
  const predicted = matrix.predicted.map((count, c) =>
    countCell(count, at('overall', 'classes', order[c]?.index ?? c, 'predicted')),
  );
  return draft.table({
    id: `${id}-confusion`,
    title: 'True class against predicted class, in images',
    caption: `${matrix.caption} The last column and row are sums.`,
    columns: [
      { title: 'True', align: 'left' },
      ...matrix.labels.map((label) => ({
        title: label,
        group: 'Predicted',
        align: isLarge ? ('center' as const) : ('right' as const),
        isTurned: isLarge,
      })),
      { title: 'Sum', align: 'right' },
    ],
    rows: [
      ...rows,
      {
        tone: 'total',
        cells: [textCell('Sum'), ...predicted, countCell(task.overall.n, at('overall', 'n'))],
      },
    ],
  });
}

function largestConfusions({ draft, task, id, at }: TaskDraft, matrix: ConfusionMatrix): Table {
  const order = displayOrder(task);
  const cells = matrix.rows
    .flatMap((row, r) => row.cells.map((cell, c) => ({ cell, support: row.support, r, c })))
    .filter(({ cell }) => cell.truth !== cell.predicted && cell.count > 0)
    .sort((a, b) => b.cell.count - a.cell.count)
    .slice(0, LISTED);
  return draft.table({
    id: `${id}-largest-confusions`,
    title: 'The largest confusions',
    caption: `The ${countText(cells.length)} cells off the diagonal with the most images.`,
    columns: [
      { title: 'True', align: 'left' },
      { title: 'Predicted', align: 'left' },
      { title: 'Images', align: 'right' },
      { title: 'Of true', align: 'right' },
    ],
    rows: cells.map(({ cell, support, r, c }) => ({
      cells: [
        textCell(cell.truth),
        textCell(cell.predicted),
        countCell(cell.count, at('overall', 'confusion', order[r]?.index ?? r, order[c]?.index ?? c)),
        countCell(support, at('overall', 'classes', order[r]?.index ?? r, 'support')),
      ],
    })),
  });
}
