import type { GroupingComparison, SliceComparison, TaskComparison } from '@evenhand/contracts';
import { niceDomain, ticks } from '../../../charts/ticks.js';
import { type ChangeRow, changeSvg } from '../../../draw/change-svg.js';
import { columnDigits } from '../../../format/digits.js';
import { bareNumber, countText, intervalText, type NumberStyle } from '../../../format/number-text.js';
import { groupKey, groupName } from '../../../groups/group-name.js';
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

const MOST_ROWS = 40;

/** One attribute: every group before and after, and what became of its images. */
export function groupChangeBlocks(draft: Draft, place: Place): Block[] {
  return [changeFigure(draft, place), flipTable(draft, place)];
}

function changeFigure(draft: Draft, { task, index, grouping, position }: Place): Figure {
  const by = grouping.by.join(' × ');
  const shown = grouping.slices.slice(0, MOST_ROWS);
  const rows = changeRows(task, grouping, shown);
  const values = rows.flatMap(({ base, candidate }) => [base, candidate]).filter((value) => value !== null);
  const [low, high] =
    values.length > 0 ? niceDomain(Math.min(...values), Math.max(...values), [0, 1]) : [0, 1];
  const worse = rows.filter(({ kind }) => kind === 'worse').map(({ name }) => name);
  const better = rows.filter(({ kind }) => kind === 'better').map(({ name }) => name);
  const title = `${capital(task.task)}: accuracy by ${by} is ${said(worse, better)}`;
  const cut = grouping.slices.length - shown.length;
  const drawing = changeSvg(rows, {
    title,
    ticks: ticks(low, high).map((value) => ({
      value,
      text: bareNumber(value, { unit: 'percent', digits: 0 }),
    })),
  });
  return draft.figure({
    id: `change-${index + 1}-${position}`,
    title,
    caption: `In %; at the right the change in points with its paired limits. Red: certainly worse. Bold: certain. Grey: too few images.${cut > 0 ? ` The first ${countText(shown.length)} of ${countText(grouping.slices.length)} groups.` : ''}`,
    alternative: `Pairs of dots for ${countText(rows.length)} groups by ${by}: baseline and this run. ${rows
      .slice(0, 12)
      .map(({ name, changeText }) => `${name} ${changeText}`)
      .join('; ')}. The table has all numbers.`,
    ...drawing,
  });
}

function said(worse: readonly string[], better: readonly string[]): string {
  const parts = [
    ...(worse.length > 0 ? [`certainly worse for ${worse.join(', ')}`] : []),
    ...(better.length > 0 ? [`certainly better for ${better.join(', ')}`] : []),
  ];
  return parts.length === 0 ? 'not certainly different for any group' : parts.join(' and ');
}

function changeRows(
  task: TaskComparison,
  grouping: GroupingComparison,
  slices: readonly SliceComparison[],
): ChangeRow[] {
  const certain = new Map(
    task.findings
      .filter(
        ({ metric, certain: sure, class: label }) => metric === 'accuracy' && sure && label === undefined,
      )
      .map((finding) => [groupKey(finding.group), finding.verdict]),
  );
  const deltas = grouping.slices.map(({ metrics }) => metrics['accuracy']?.delta);
  const style: NumberStyle = { unit: 'points', digits: columnDigits(deltas, 'points'), signed: true };
  return slices.map((slice): ChangeRow => {
    const change = slice.metrics['accuracy'];
    const limits = change ? intervalText(change.delta, style) : '';
    return {
      name: groupName(slice.group),
      base: change?.base ?? null,
      candidate: change?.candidate ?? null,
      changeText:
        change?.delta.value == null
          ? 'no images'
          : `${bareNumber(change.delta.value, style)} ${limits}`.trim(),
      nText: countText(slice.n),
      kind: slice.size === 'enough' ? (certain.get(groupKey(slice.group)) ?? 'none') : 'few',
    };
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
