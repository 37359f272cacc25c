import type { Estimate, Grouping, Slice } from '@evenhand/contracts';
import { divergingStep } from '../../../charts/steps.js';
import { columnDigits } from '../../../format/digits.js';
import { metricFacts } from '../../../format/metric-facts.js';
import { bareNumber, countText } from '../../../format/number-text.js';
import { evidence, minimumOf } from '../../../groups/evidence.js';
import { groupName } from '../../../groups/group-name.js';
import { capital } from '../../../words/capital.js';
import { emptyCell, textCell } from '../../cells.js';
import type { Block, Cell, Column, Row, Table } from '../../report.js';
import { displayOrder, type TaskDraft } from './task-draft.js';

interface Place {
  grouping: Grouping;
  position: number;
}

interface Kind {
  metric: string;
  from: 'raw' | 'standardised';
  title: string;
  /** Where it stands alone. */
  long: string;
}

const KINDS: readonly Kind[] = [
  { metric: 'recall', from: 'raw', title: 'Recall', long: 'Recall of each class' },
  { metric: 'precision', from: 'raw', title: 'Precision', long: 'Precision of each class, as observed' },
  {
    metric: 'precision',
    from: 'standardised',
    title: 'Precision at a common label mix',
    long: 'Precision of each class at a common label mix',
  },
  { metric: 'f1', from: 'raw', title: 'F1', long: 'F1 of each class, as observed' },
  {
    metric: 'f1',
    from: 'standardised',
    title: 'F1 at a common label mix',
    long: 'F1 of each class at a common label mix',
  },
  {
    metric: 'composition_bias',
    from: 'raw',
    title: 'Composition bias',
    long: 'Composition bias of each class',
  },
];

/** Columns of numbers that stand side by side. */
const MOST_COLUMNS = 14;

/** More than this nobody reads on paper. */
const MOST_CELLS = 1000;

/** Full colour from this difference on: to all images, or for a bias to none. */
const LIMIT = 0.2;

/**
 * Every class in every group, shaded by the difference to all images. The longer list stands down, the shorter one
 * across, with several metrics to a table where they fit.
 */
export function classByGroupTables(own: TaskDraft, place: Place): Block[] {
  const { slices, degenerate } = place.grouping;
  if (degenerate) return [];
  const cells = slices.length * own.task.labels.length;
  if (cells > MOST_CELLS) {
    const text = `Every class in every group would be ${countText(cells)} cells for each metric; they are in the CSV and JSON files of this run.`;
    return [{ kind: 'paragraph', tone: 'note', text }];
  }
  const kinds = KINDS.filter(({ from }) => from === 'raw' || slices.some(({ standardised }) => standardised));
  const perTable = Math.max(1, Math.floor(MOST_COLUMNS / Math.min(own.task.labels.length, slices.length)));
  const tables = Math.ceil(kinds.length / perTable);
  const size = Math.ceil(kinds.length / tables);
  return Array.from({ length: tables }, (_, index) =>
    classByGroupTable(own, place, kinds.slice(index * size, (index + 1) * size)),
  );
}

function classByGroupTable(own: TaskDraft, place: Place, kinds: readonly Kind[]): Table {
  const { draft, task, id } = own;
  const { slices, by } = place.grouping;
  const classes = displayOrder(task);
  const areGroupsDown = slices.length >= classes.length;
  const groups = slices.map(({ group }) => groupName(group));
  const labels = classes.map(({ label }) => label);
  const [down, across] = areGroupsDown ? [groups, labels] : [labels, groups];
  const attribute = capital(by.join(', '));
  const isSingle = kinds.length === 1;
  const isTurned = kinds.length * across.length > 4 && Math.max(...across.map(({ length }) => length)) > 8;
  const matrices = kinds.map((kind) => matrix(own, place, kind));
  return draft.table({
    id: `${id}-by-${place.position}-${kinds.map(({ metric, from }) => `${metric}-${from}`).join('-')}`,
    title: isSingle
      ? `${kinds[0]?.long ?? ''}, by ${by.join(' × ')}`
      : `Each class in each group, by ${by.join(' × ')}`,
    caption: captionOf(kinds, minimumOf(task)),
    columns: [
      { title: areGroupsDown ? attribute : 'Class', align: 'left' },
      ...kinds.flatMap(({ title }) =>
        across.map(
          (name): Column => ({
            title: name,
            ...(!isSingle && { group: title }),
            align: isTurned ? 'center' : 'right',
            ...(isTurned && { isTurned: true }),
          }),
        ),
      ),
    ],
    rows: down.map(
      (name, row): Row => ({
        cells: [
          textCell(name),
          ...matrices.flatMap((columns) =>
            areGroupsDown
              ? columns.map((cells) => cells[row] ?? emptyCell)
              : (columns[row] ?? groups.map(() => emptyCell)),
          ),
        ],
      }),
    ),
  });
}

function captionOf(kinds: readonly Kind[], minimum: number): string {
  const biases = kinds.filter(({ metric }) => metric === 'composition_bias').length;
  const shades = `full colour from 20 points on; hatched: fewer than ${minimum} images; n/a: none.`;
  if (biases === 0) return `In %. Blue above, orange below all images, ${shades}`;
  const bias = 'predicted share less true share';
  return biases === kinds.length
    ? `In points: ${bias}. Blue above, orange below 0, ${shades}`
    : `In %; composition bias, ${bias}, in points. Blue above, orange below all images (bias: 0), ${shades}`;
}

/** One list of cells a class, in display order; in each list, a cell a group. */
function matrix(
  { task, at }: TaskDraft,
  { grouping, position }: Place,
  { metric, from }: Kind,
): readonly (readonly Cell[])[] {
  const { unit } = metricFacts(metric);
  const steps = from === 'raw' ? [] : ['standardised'];
  const estimateOf = (slice: Slice, index: number): Estimate | undefined =>
    (from === 'raw' ? slice.classes : slice.standardised?.classes)?.[index]?.metrics[metric];
  // Classes stand down or across: one precision for all of them is one for every column.
  const digits = columnDigits(
    grouping.slices.flatMap((slice) => task.labels.map((_, index) => estimateOf(slice, index))),
    unit,
  );
  const style = { unit, digits, signed: unit === 'points' };
  return displayOrder(task).map(({ index }) => {
    const estimates = grouping.slices.map((slice) => estimateOf(slice, index));
    const centre = metric === 'composition_bias' ? 0 : task.overall.classes[index]?.metrics[metric]?.value;
    return grouping.slices.map((slice, row): Cell => {
      const estimate = estimates[row];
      if (!estimate) return emptyCell;
      const { value, low, high } = estimate;
      const known = evidence(estimate, { n: slice.n, minimum: minimumOf(task) });
      return {
        text: bareNumber(value, style),
        value,
        low,
        high,
        source: at('groupings', position, 'slices', row, ...steps, 'classes', index, 'metrics', metric),
        ...(known === 'enough' && value !== null && centre != null
          ? { shade: { scale: 'difference', step: divergingStep(value - centre, LIMIT) } }
          : { tone: 'quiet' }),
        ...(known === 'few' && { isHatched: true }),
      };
    });
  });
}
