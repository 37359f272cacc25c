import type { Grouping, Slice } from '@evenhand/contracts';
import { calibrationGroups } from '../../../charts/calibration-groups.js';
import { type CalibrationPanel, calibrationPanel } from '../../../charts/calibration-panel.js';
import { calibrationGroupsDrawing } from '../../../draw/calibration-groups-drawing.js';
import { reliabilityDrawing } from '../../../draw/reliability-drawing.js';
import { MOST_ROWS } from '../../../draw/row-chart.js';
import { countText } from '../../../format/number-text.js';
import { minimumOf } from '../../../groups/evidence.js';
import { groupName } from '../../../groups/group-name.js';
import { countCell, emptyCell, missingText, numberCell, pCell, textCell } from '../../cells.js';
import type { Block, Figure, Row, Section, Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

const PERCENT = { unit: 'percent', digits: 1 } as const;

/** Whether stated probabilities are right: for all images, and for every group of one attribute. */
export function calibrationSection(own: TaskDraft): Section | undefined {
  const panel = calibrationPanel(own.task, own.task.overall);
  if (!panel) return undefined;
  const figure = reliabilityFigure(own, panel);
  const groups = own.task.groupings.flatMap((grouping, position) =>
    grouping.by.length === 1 ? (groupsFigure(own, grouping, position) ?? []) : [],
  );
  const table = calibrationTable(own);
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      tone: 'text',
      text: `Figure ${figure.number} compares stated confidence with accuracy on all images${figuresText(groups)}; Table ${table.number} has the numbers of every group.`,
    },
    figure,
    ...groups,
    table,
  ];
  return { id: `${own.id}-calibration`, title: 'Calibration', level: 2, blocks };
}

function reliabilityFigure({ draft, id }: TaskDraft, panel: CalibrationPanel): Figure {
  return draft.figure({
    id: `${id}-reliability`,
    title: panel.title,
    caption: panel.caption,
    alternative: `Reliability diagram with ${panel.bins.length} bins: ${panel.bins.map(({ text }) => text).join('; ')}.`,
    drawing: reliabilityDrawing(panel),
  });
}

/** `, Figures 5 to 7 in every group`. */
function figuresText(figures: readonly Figure[]): string {
  const [first, last] = [figures[0]?.number, figures.at(-1)?.number];
  if (first === undefined || last === undefined) return '';
  return first === last ? `, Figure ${first} in every group` : `, Figures ${first} to ${last} in every group`;
}

function groupsFigure(
  { draft, task, id }: TaskDraft,
  grouping: Grouping,
  position: number,
): Figure | undefined {
  const chart = calibrationGroups(task, grouping);
  if (!chart) return undefined;
  const rows = chart.rows.slice(0, MOST_ROWS);
  const cut =
    rows.length < chart.rows.length
      ? ` The first ${countText(rows.length)} of ${countText(chart.rows.length)} groups.`
      : '';
  return draft.figure({
    id: `${id}-calibration-${position}`,
    title: chart.title,
    caption: `Open dots: mean stated confidence, in %. Full dots: share of right answers. Grey: fewer than ${minimumOf(task)} images.${cut}`,
    alternative: `Pairs of dots for ${countText(chart.rows.length)} groups by ${grouping.by.join(' × ')}: ${rows
      .slice(0, 12)
      .map(({ description }) => description)
      .join('; ')}. The table has all errors.`,
    drawing: calibrationGroupsDrawing({ ...chart, rows }),
  });
}

function calibrationTable({ draft, task, id, at }: TaskDraft): Table {
  const singles = task.groupings.flatMap((grouping, position) =>
    grouping.by.length === 1 ? [{ grouping, position }] : [],
  );
  const row = (
    slice: Slice,
    name: string,
    by: string,
    source: (...steps: (string | number)[]) => string,
  ): Row => ({
    cells: [
      textCell(name),
      textCell(by),
      countCell(slice.calibration?.n ?? 0, source('calibration', 'n')),
      number(slice, 'ece', source),
      number(slice, 'ece_debiased', source),
      slice.calibration ? pCell(slice.calibration.test.p, source('calibration', 'test', 'p')) : emptyCell,
      number(slice, 'log_loss', source),
      number(slice, 'brier', source),
    ],
  });
  const errors = [task.overall, ...singles.flatMap(({ grouping }) => grouping.slices)].map(
    ({ metrics }) => metrics['ece'],
  );
  return draft.table({
    id: `${id}-calibration`,
    title: 'Calibration by group',
    caption: `Expected calibration error as observed, and with the part removed that noise makes; p: chi-square test that confidence equals accuracy in every bin, not adjusted. Grey: fewer than ${minimumOf(task)} images.${missingText(errors)}`,
    columns: [
      { title: 'Group', align: 'left' },
      { title: 'By', align: 'left' },
      { title: 'Images', align: 'right' },
      { title: 'Error', align: 'right' },
      { title: 'Error, debiased', align: 'right' },
      { title: 'p', align: 'right' },
      { title: 'Log loss', align: 'right' },
      { title: 'Brier', align: 'right' },
    ],
    rows: [
      { ...row(task.overall, 'All images', '', (...steps) => at('overall', ...steps)), tone: 'total' },
      ...singles.flatMap(({ grouping, position }) =>
        grouping.slices.map((slice, index) =>
          row(slice, groupName(slice.group), grouping.by.join(' × '), (...steps) =>
            at('groupings', position, 'slices', index, ...steps),
          ),
        ),
      ),
    ],
  });
}

function number(slice: Slice, metric: string, source: (...steps: (string | number)[]) => string) {
  const estimate = slice.metrics[metric];
  if (!estimate) return emptyCell;
  const isShare = metric.startsWith('ece');
  const cell = numberCell(
    estimate.value,
    isShare ? PERCENT : { unit: 'number', digits: 2 },
    source('metrics', metric, 'value'),
  );
  return { ...cell, n: slice.n };
}
