import type { Grouping, Slice } from '@evenhand/contracts';
import { columnDigits } from '../../../format/digits.js';
import { metricFacts } from '../../../format/metric-facts.js';
import { minimumOf } from '../../../groups/evidence.js';
import { findDisparity } from '../../../groups/find-disparity.js';
import { groupKey, groupName } from '../../../groups/group-name.js';
import { capital } from '../../../words/capital.js';
import { confidenceText } from '../../../words/confidence-text.js';
import { gapSentence } from '../../../words/gap-sentence.js';
import {
  countCell,
  differenceUnit,
  emptyCell,
  estimateCells,
  numberCell,
  pCell,
  type SourcedEstimate,
  textCell,
} from '../../cells.js';
import type { Block, Cell, Column, Section, Table } from '../../report.js';
import { classByGroupTables } from './class-by-group.js';
import { forestFigure } from './forest-figure.js';
import type { TaskDraft } from './task-draft.js';

/** One attribute: the picture, every group's numbers, and every class in every group. */
export function groupingSection(own: TaskDraft, position: number): Section {
  const grouping = own.task.groupings[position];
  if (!grouping) throw new Error(`there is no grouping ${position}`);
  const name = grouping.by.join(' × ');
  const figure = forestFigure(own, grouping, { metric: 'accuracy' });
  const table = groupTable(own, { grouping, position });
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      tone: 'text',
      text: introduction(own, grouping, { figure: figure.number, table: table.number }),
    },
    figure,
    table,
    ...classByGroupTables(own, { grouping, position }),
  ];
  return { id: `${own.id}-by-${position}`, title: `By ${name}`, level: 2, blocks };
}

function introduction(
  { task }: TaskDraft,
  grouping: Grouping,
  { figure, table }: { figure: number; table: number },
): string {
  const disparity = findDisparity(grouping, 'accuracy');
  const own = grouping.degenerate
    ? ` The groups are the classes of this task themselves, so accuracy inside a group is the recall of its class, and precision means nothing.`
    : '';
  const unlabelled =
    grouping.unlabelled !== undefined && grouping.unlabelled > 0
      ? ` ${grouping.unlabelled} images without a label of this grouping are left out.`
      : '';
  return `${gapSentence(disparity, task)} Figure ${figure} shows accuracy, Table ${table} the numbers.${own}${unlabelled}`;
}

interface Place {
  grouping: Grouping;
  position: number;
}

function groupTable({ draft, task, id, at }: TaskDraft, { grouping, position }: Place): Table {
  const { slices } = grouping;
  const source = (index: number, ...steps: (string | number)[]): string =>
    at('groupings', position, 'slices', index, ...steps);
  const columnOf = (metric: string, from: 'raw' | 'standardised'): Cell[] => {
    const entries = slices.map(
      (slice, index): SourcedEstimate =>
        from === 'raw'
          ? { estimate: slice.metrics[metric], source: source(index, 'metrics', metric) }
          : {
              estimate: slice.standardised?.metrics[metric],
              source: source(index, 'standardised', 'metrics', metric),
            },
    );
    return estimateCells(entries, metricFacts(metric).unit);
  };
  const columns: { column: Column; cells: readonly Cell[] }[] = [
    {
      column: { title: 'Images', align: 'right' },
      cells: slices.map((slice, index) => countCell(slice.n, source(index, 'n'))),
    },
    { column: { title: 'Accuracy', align: 'right' }, cells: columnOf('accuracy', 'raw') },
    ...contrastColumns({ grouping, position, at }),
  ];
  if (slices.some(({ detectable }) => detectable != null)) {
    columns.push({
      column: { title: 'Detectable drop, points', align: 'right' },
      cells: detectableColumn(slices, source),
    });
  }
  if (!grouping.degenerate) {
    columns.push({ column: { title: 'Macro F1', align: 'right' }, cells: columnOf('macro_f1', 'raw') });
    if (slices.some(({ standardised }) => standardised)) {
      columns.push(
        {
          column: { title: 'Accuracy', group: 'At a common label mix', align: 'right' },
          cells: columnOf('accuracy', 'standardised'),
        },
        {
          column: { title: 'Macro F1', group: 'At a common label mix', align: 'right' },
          cells: columnOf('macro_f1', 'standardised'),
        },
      );
    }
  }
  return draft.table({
    id: `${id}-by-${position}`,
    title: `Every group by ${grouping.by.join(' × ')}`,
    caption: caption({
      slices,
      confidence: confidenceText(task),
      minimum: minimumOf(task),
      isDegenerate: grouping.degenerate,
    }),
    columns: [
      { title: capital(grouping.by.join(', ')), align: 'left' },
      ...columns.map(({ column }) => column),
    ],
    rows: slices.map((slice, row) => ({
      cells: [textCell(groupName(slice.group)), ...columns.map(({ cells }) => cells[row] ?? emptyCell)],
    })),
  });
}

function caption({
  slices,
  confidence,
  minimum,
  isDegenerate,
}: {
  slices: readonly Slice[];
  confidence: string;
  minimum: number;
  isDegenerate: boolean;
}): string {
  const parts = [`With ${confidence} limits. Grey: fewer than ${minimum} images.`];
  if (slices.some(({ detectable }) => detectable != null)) {
    parts.push('Detectable drop: the smallest difference to the rest that so many images would show.');
  }
  if (!isDegenerate && slices.some(({ standardised }) => standardised)) {
    parts.push(
      'At a common label mix: what the group would show if its classes were as frequent as in all images.',
    );
    if (slices.some(({ standardised }) => standardised === null)) {
      parts.push('Empty there: the group lacks images of a class.');
    }
  }
  return parts.join(' ');
}

function detectableColumn(
  slices: readonly Slice[],
  source: (index: number, ...steps: (string | number)[]) => string,
): Cell[] {
  return slices.map((slice, index) =>
    slice.detectable == null
      ? emptyCell
      : numberCell(
          slice.detectable,
          { unit: 'points', digits: 1, isBare: true },
          source(index, 'detectable'),
        ),
  );
}

/** The difference to the rest with limits, and its p-value adjusted over the groups. */
function contrastColumns({
  grouping,
  position,
  at,
}: Place & Pick<TaskDraft, 'at'>): { column: Column; cells: readonly Cell[] }[] {
  const which = grouping.disparities.findIndex(
    ({ metric, class: label }) => metric === 'accuracy' && label === undefined,
  );
  const contrasts = grouping.disparities[which]?.contrasts;
  if (!contrasts || contrasts.length === 0) return [];
  const unit = differenceUnit(metricFacts('accuracy').unit);
  const digits = columnDigits(
    contrasts.map(({ difference }) => difference),
    unit,
  );
  const placeOf = new Map(contrasts.map(({ group }, index) => [groupKey(group), index]));
  const source = (index: number, ...steps: string[]): string =>
    at('groupings', position, 'disparities', which, 'contrasts', index, ...steps);
  const cells = grouping.slices.map((slice): { difference: Cell; p: Cell } => {
    const index = placeOf.get(groupKey(slice.group));
    const contrast = index === undefined ? undefined : contrasts[index];
    if (index === undefined || !contrast || slice.n === 0) return { difference: emptyCell, p: emptyCell };
    const [difference = emptyCell] = estimateCells(
      [{ estimate: contrast.difference, source: source(index, 'difference') }],
      unit,
      { signed: true, digits, isBare: true },
    );
    return {
      difference,
      p: contrast.adjustedP === null ? emptyCell : pCell(contrast.adjustedP, source(index, 'adjustedP')),
    };
  });
  return [
    {
      column: { title: 'Difference to the rest, points', align: 'right' },
      cells: cells.map(({ difference }) => difference),
    },
    { column: { title: 'p, adjusted', align: 'right' }, cells: cells.map(({ p }) => p) },
  ];
}
