import type { Slice } from '@evenhand/contracts';
import { type CalibrationPanel, calibrationPanel } from '../../../charts/calibration-panel.js';
import { reliabilityDrawing } from '../../../draw/reliability-drawing.js';
import { groupName } from '../../../groups/group-name.js';
import { countCell, emptyCell, numberCell, pCell, textCell } from '../../cells.js';
import type { Block, Figure, Row, Section, Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

const PERCENT = { unit: 'percent', digits: 1 } as const;

/** Whether stated probabilities are right: for all images, and for every group of one attribute. */
export function calibrationSection(own: TaskDraft): Section | undefined {
  const panel = calibrationPanel(own.task, own.task.overall);
  if (!panel) return undefined;
  const figure = reliabilityFigure(own, panel);
  const table = calibrationTable(own);
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      tone: 'text',
      text: `Figure ${figure.number} compares stated confidence with accuracy on all images, Table ${table.number} does so for every group.`,
    },
    figure,
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
  return draft.table({
    id: `${id}-calibration`,
    title: 'Calibration by group',
    caption:
      'Expected calibration error as observed, and with the part removed that noise makes; p: chi-square test that confidence equals accuracy in every bin, not adjusted. Grey: fewer than 30 images.',
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
  return slice.n < 30 ? { ...cell, tone: 'quiet' as const } : cell;
}
