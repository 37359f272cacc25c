import type { Estimate, Grouping } from '@evenhand/contracts';
import { divergingStep } from '../../../charts/steps.js';
import { columnDigits } from '../../../format/digits.js';
import { metricFacts } from '../../../format/metric-facts.js';
import { bareNumber } from '../../../format/number-text.js';
import { evidence } from '../../../groups/evidence.js';
import { groupName } from '../../../groups/group-name.js';
import { emptyCell, textCell } from '../../cells.js';
import type { Cell, Table } from '../../report.js';
import { displayOrder, type TaskDraft } from './task-draft.js';

interface Place {
  grouping: Grouping;
  position: number;
}

interface Kind {
  metric: string;
  from: 'raw' | 'standardised';
  title: string;
}

const KINDS: readonly Kind[] = [
  { metric: 'recall', from: 'raw', title: 'Recall of each class' },
  { metric: 'precision', from: 'raw', title: 'Precision of each class, as observed' },
  { metric: 'precision', from: 'standardised', title: 'Precision of each class, at a common label mix' },
  { metric: 'f1', from: 'raw', title: 'F1 of each class, as observed' },
  { metric: 'f1', from: 'standardised', title: 'F1 of each class, at a common label mix' },
  { metric: 'composition_bias', from: 'raw', title: 'Composition bias of each class' },
];

/** One table per metric: groups down, classes across, shaded by the difference to all images. */
export function classByGroupTables(own: TaskDraft, place: Place): Table[] {
  if (place.grouping.degenerate) return [];
  return KINDS.filter(
    ({ from }) => from === 'raw' || place.grouping.slices.some(({ standardised }) => standardised),
  ).map((kind) => classByGroupTable(own, place, kind));
}

function classByGroupTable(
  { draft, task, id, at }: TaskDraft,
  { grouping, position }: Place,
  kind: Kind,
): Table {
  const { unit } = metricFacts(kind.metric);
  const order = displayOrder(task);
  const estimates = order.map(({ index }) =>
    grouping.slices.map((slice): Estimate | undefined =>
      kind.from === 'raw'
        ? slice.classes[index]?.metrics[kind.metric]
        : slice.standardised?.classes[index]?.metrics[kind.metric],
    ),
  );
  const digits = estimates.map((column) => columnDigits(column, unit));
  const limit = differenceLimit(kind.metric);
  const cell = (row: number, column: number): Cell => {
    const index = order[column]?.index ?? column;
    const estimate = estimates[column]?.[row];
    if (!estimate) return emptyCell;
    const overall = task.overall.classes[index]?.metrics[kind.metric]?.value ?? null;
    const known = evidence(estimate, grouping.slices[row]?.n ?? 0);
    const { value, low, high } = estimate;
    const steps =
      kind.from === 'raw'
        ? ['classes', index, 'metrics', kind.metric]
        : ['standardised', 'classes', index, 'metrics', kind.metric];
    return {
      text:
        value === null
          ? 'n/a'
          : bareNumber(value, { unit, digits: digits[column] ?? 0, signed: unit === 'points' }),
      value,
      low,
      high,
      source: at('groupings', position, 'slices', row, ...steps),
      ...(known === 'enough' && value !== null && overall !== null
        ? { shade: { scale: 'difference', step: divergingStep(value - overall, limit) } }
        : { tone: 'quiet' }),
      ...(known === 'few' && { isHatched: true }),
    };
  };
  return draft.table({
    id: `${id}-by-${position}-${kind.metric}-${kind.from}`,
    title: `${kind.title}, by ${grouping.by.join(' × ')}`,
    caption: `In ${unit === 'points' ? 'points: predicted share less true share' : '%'}. Blue above, orange below all images, full colour at ${Math.round(limit * 100)} points; hatched: fewer than 30 images; n/a: none.`,
    columns: [
      { title: grouping.by.join(', '), align: 'left' },
      ...order.map(({ label }) => ({
        title: label,
        align: isLong(order) ? ('center' as const) : ('right' as const),
        isTurned: isLong(order),
      })),
    ],
    rows: grouping.slices.map((slice, row) => ({
      cells: [textCell(groupName(slice.group)), ...order.map((_, column) => cell(row, column))],
    })),
  });
}

function differenceLimit(metric: string): number {
  return metric === 'composition_bias' ? 0.1 : 0.2;
}

/** Long names across the top are turned, so that the numbers stay together. */
function isLong(order: readonly { label: string }[]): boolean {
  const longest = Math.max(...order.map(({ label }) => label.length));
  return order.length > 4 && longest > 8;
}
