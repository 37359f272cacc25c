import type { GroupingComparison, SliceComparison, TaskComparison } from '@evenhand/contracts';
import { dumbbell } from '../../../charts/dumbbell.js';
import { changeDrawing } from '../../../draw/change-drawing.js';
import { MOST_ROWS } from '../../../draw/row-chart.js';
import { countText } from '../../../format/number-text.js';
import { groupName } from '../../../groups/group-name.js';
import { capital } from '../../../words/capital.js';
import { countCell, emptyCell, textCell } from '../../cells.js';
import type { Draft } from '../../draft.js';
import type { Block, Figure, Row, Table } from '../../report.js';
import { changeCells, comparisonSource } from './overall-change-table.js';

export interface Place {
  task: TaskComparison;
  index: number;
  grouping: GroupingComparison;
  position: number;
}

/** One attribute: every group before and after, and what became of its images. */
export function groupChangeBlocks(draft: Draft, place: Place): Block[] {
  return [changeFigure(draft, place), flipTable(draft, place)];
}

function changeFigure(draft: Draft, { task, index, grouping, position }: Place): Figure {
  const plot = dumbbell(task, grouping, {
    metric: 'accuracy',
    sort: 'value',
    plan: draft.input.comparison?.plan,
  });
  const rows = plot.rows.slice(0, MOST_ROWS);
  const cut = plot.rows.length - rows.length;
  const by = grouping.by.join(' × ');
  return draft.figure({
    id: `change-${index + 1}-${position}`,
    title: plot.title,
    caption: `${plot.caption}${cut > 0 ? ` The first ${countText(rows.length)} of ${countText(plot.rows.length)} groups.` : ''}`,
    alternative: `Pairs of dots for ${countText(plot.rows.length)} groups by ${by}, baseline and this run, the largest loss first: ${rows
      .slice(0, 12)
      .map(({ name, deltaText, deltaLimits }) => `${name} ${deltaText} ${deltaLimits}`.trim())
      .join('; ')}. The table has all numbers.`,
    drawing: changeDrawing({ ...plot, rows }),
  });
}

/** The four-way table of flips: the most-read page of a comparison. */
function flipTable(draft: Draft, { task, index, grouping, position }: Place): Table {
  const row = (
    slice: SliceComparison,
    name: string,
    source: (...steps: (string | number)[]) => string,
  ): Row => {
    const change = slice.metrics['accuracy'];
    return {
      cells: [
        textCell(name),
        countCell(slice.n, source('n')),
        ...(['bothRight', 'fixed', 'broken', 'bothWrong'] as const).map((kind) =>
          countCell(slice.flips[kind], source('flips', kind)),
        ),
        ...(change
          ? changeCells(change, 'accuracy', (...steps) => source('metrics', 'accuracy', ...steps))
          : [emptyCell, emptyCell, emptyCell, emptyCell]),
      ],
    };
  };
  return draft.table({
    id: `flips-${index + 1}-${position}`,
    title: `What became of the images, by ${grouping.by.join(' × ')}`,
    caption:
      'Fixed: wrong before, right now. Broken: right before, wrong now. p: McNemar’s mid-p, not adjusted.',
    columns: [
      { title: capital(grouping.by.join(', ')), align: 'left' },
      { title: 'Images', align: 'right' },
      { title: 'Both right', align: 'right' },
      { title: 'Fixed', align: 'right' },
      { title: 'Broken', align: 'right' },
      { title: 'Both wrong', align: 'right' },
      { title: 'Baseline', group: 'Accuracy', align: 'right' },
      { title: 'This run', group: 'Accuracy', align: 'right' },
      { title: 'Change', group: 'Accuracy', align: 'right' },
      { title: 'p', group: 'Accuracy', align: 'right' },
    ],
    rows: [
      {
        ...row(task.overall, 'All images', (...steps) => comparisonSource(index, 'overall', ...steps)),
        tone: 'total',
      },
      ...grouping.slices.map((slice, s) =>
        row(slice, groupName(slice.group), (...steps) =>
          comparisonSource(index, 'groupings', position, 'slices', s, ...steps),
        ),
      ),
    ],
  });
}
