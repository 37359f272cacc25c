import type { Disparity, Grouping } from '@evenhand/contracts';
import { columnDigits } from '../../../format/digits.js';
import { metricFacts } from '../../../format/metric-facts.js';
import { type NumberStyle, numberText } from '../../../format/number-text.js';
import { minimumOf } from '../../../groups/evidence.js';
import { groupName } from '../../../groups/group-name.js';
import { confidenceText } from '../../../words/confidence-text.js';
import { gapStyle } from '../../../words/gap-sentence.js';
import { metricName } from '../../../words/metric-name.js';
import { type Verdict, verdictOf } from '../../../words/verdict.js';
import { countCell, emptyCell, estimateCell, numberCell, pCell, textCell } from '../../cells.js';
import type { Block, Cell, Row, Section, Table } from '../../report.js';
import { standardisedGapTable } from './standardised-gaps.js';
import type { TaskDraft } from './task-draft.js';

const METRICS = ['accuracy', 'balanced_accuracy', 'macro_f1', 'recall'];

interface Entry {
  disparity: Disparity;
  grouping: Grouping;
  /** Pointer to the disparity. */
  source: (...steps: (string | number)[]) => string;
}

/** Every gap with what is needed to judge it, and the measures of spread that go with it. */
export function gapSection(own: TaskDraft): Section | undefined {
  const entries = own.task.groupings.flatMap((grouping, g) =>
    grouping.disparities.flatMap((disparity, d): Entry[] =>
      METRICS.includes(disparity.metric)
        ? [{ disparity, grouping, source: (...steps) => own.at('groupings', g, 'disparities', d, ...steps) }]
        : [],
    ),
  );
  if (entries.length === 0) return undefined;
  const blocks: Block[] = [gapTable(own, entries), spreadTable(own, entries)];
  const standardised = standardisedGapTable(own);
  if (standardised) blocks.push(standardised);
  return { id: `${own.id}-gaps`, title: 'Gaps between groups', level: 2, blocks };
}

function gapTable({ draft, task, id }: TaskDraft, entries: readonly Entry[]): Table {
  const minimum = minimumOf(task);
  const hasMargin = entries.some(({ disparity }) => disparity.withinMargin);
  const margin = hasMargin
    ? ` Within ${marginText(task)} points: pass where the upper limit is, fail where the lower one is beyond, else it lacks data; needed: images a group that would settle it.`
    : '';
  return draft.table({
    id: `${id}-gaps`,
    title: 'Gap between the best and the worst group',
    caption: `Groups with at least ${minimum} images in the denominator. Brackets: ${confidenceText(task)} hybrid limits of the gap. If fair: the mean gap that noise makes between groups of these sizes when all are treated alike; p: how often it makes one as large, adjusted for the false discovery rate over all gaps of this task.${margin}`,
    columns: [
      { title: 'Metric', align: 'left' },
      { title: 'By', align: 'left' },
      { title: 'Worst', align: 'left' },
      { title: 'Best', align: 'left' },
      { title: 'Gap, points', align: 'right' },
      { title: 'If fair, points', align: 'right' },
      { title: 'p, adjusted', align: 'right' },
      { title: 'Beyond noise', align: 'left' },
      ...(hasMargin
        ? [
            { title: 'Verdict', group: `Within ${marginText(task)} points`, align: 'left' as const },
            { title: 'Needed', group: `Within ${marginText(task)} points`, align: 'right' as const },
          ]
        : []),
    ],
    rows: entries.map((entry): Row => {
      const { disparity, grouping, source } = entry;
      const style = { ...gapStyle(disparity), isBare: true };
      return {
        cells: [
          textCell(metricName(disparity.metric, disparity.class)),
          textCell(grouping.by.join(' × ')),
          endCell(entry, 'worst'),
          endCell(entry, 'best'),
          estimateCell(disparity.gap, style, source('gap')),
          numberCell(disparity.expectedGapIfFair, style, source('expectedGapIfFair')),
          disparity.q === undefined ? pCell(disparity.p, source('p')) : pCell(disparity.q, source('q')),
          verdictCell(verdictOf(disparity, task)),
          ...(hasMargin ? marginCells(entry, minimum) : []),
        ],
      };
    }),
  });
}

/** `Black, 57 %`. */
function endCell({ disparity, source }: Entry, end: 'worst' | 'best'): Cell {
  const { group, value } = disparity[end];
  const { unit } = metricFacts(disparity.metric);
  const style: NumberStyle = { unit, digits: columnDigits([disparity.gap], unit) };
  return {
    text: `${groupName(group)}, ${numberText(value, style)}`,
    value,
    source: source(end, 'value'),
  };
}

/** `5`, of the plan's margin of 0.05. */
function marginText({ plan }: TaskDraft['task']): string {
  return String(Math.round((plan?.margin ?? 0) * 1000) / 10);
}

/**
 * The verdict, and where it lacks data the images that would settle it. Every group that takes part has the plan's
 * smallest number already: less than that settles nothing (it comes of observed rates of 0 and 1, which seem certain).
 */
function marginCells(
  { disparity: { withinMargin }, source }: Entry,
  minimum: number,
): [verdict: Cell, needed: Cell] {
  if (!withinMargin) return [emptyCell, emptyCell];
  const { verdict, needed } = withinMargin;
  switch (verdict) {
    case 'PASS':
      return [{ text: 'pass' }, emptyCell];
    case 'FAIL':
      return [{ text: 'fail', tone: 'alarm' }, emptyCell];
    case 'NOT ENOUGH DATA':
      return [
        { text: 'lacks data', tone: 'quiet' },
        needed === null || needed <= minimum
          ? emptyCell
          : countCell(needed, source('withinMargin', 'needed')),
      ];
  }
}

function verdictCell(verdict: Verdict): Cell {
  switch (verdict) {
    case 'real':
      return { text: 'differs', tone: 'strong' };
    case 'noise':
      return { text: 'none found' };
    case 'unknown':
      return { text: 'too few', tone: 'quiet' };
  }
}

function spreadTable({ draft, task, id }: TaskDraft, entries: readonly Entry[]): Table {
  return draft.table({
    id: `${id}-spread`,
    title: 'Spread and ratios of the same groups',
    caption: `SD between groups: of the true values, sampling noise removed (Paule–Mandel), with ${confidenceText(task)} Q-profile limits. Noise: share of the observed variance that is sampling noise. Four-fifths: the rule that worst over best be 0.8 at least, decided on its limits. Error ratios: largest error rate over the smallest and over the geometric mean, and their Gini coefficient; * half an image added to rates of 0.`,
    columns: [
      { title: 'Metric', align: 'left' },
      { title: 'By', align: 'left' },
      { title: 'Groups', align: 'right' },
      { title: 'SD between groups, points', align: 'right' },
      { title: 'Noise', align: 'right' },
      { title: 'Worst over best', align: 'right' },
      { title: 'Four-fifths', align: 'left' },
      { title: 'max/min', group: 'Error ratios', align: 'right' },
      { title: 'max/mean', group: 'Error ratios', align: 'right' },
      { title: 'Gini', group: 'Error ratios', align: 'right' },
    ],
    rows: entries.map(({ disparity, grouping, source }) => ({
      cells: [
        textCell(metricName(disparity.metric, disparity.class)),
        textCell(grouping.by.join(' × ')),
        numberCell(disparity.groups, { unit: 'number', digits: 0 }, source('groups')),
        sdCell(disparity, source('betweenGroupSd')),
        numberCell(
          disparity.noiseShare == null ? undefined : Math.min(1, disparity.noiseShare),
          { unit: 'percent', digits: 0 },
          source('noiseShare'),
        ),
        estimateCell(disparity.ratio, { unit: 'number', digits: 2 }, source('ratio')),
        textCell(disparity.fourFifths?.verdict ?? ''),
        ...errorCells(disparity, source),
      ],
    })),
  });
}

/** The number of groups stands in its `n`, so the tone of few images does not apply. */
function sdCell({ metric, betweenGroupSd }: Disparity, source: string): Cell {
  const { unit } = metricFacts(metric);
  const { n: _, ...cell } = estimateCell(
    betweenGroupSd,
    { unit: unit === 'percent' ? 'points' : unit, digits: 1, isBare: true },
    source,
  );
  return cell;
}

function errorCells({ errorInequity }: Disparity, source: Entry['source']): Cell[] {
  if (!errorInequity) return [emptyCell, emptyCell, emptyCell];
  const { maxOverMin, maxOverGeomean, gini, smoothed } = errorInequity;
  const style: NumberStyle = { unit: 'number', digits: 2 };
  const marked = (cell: Cell): Cell => (smoothed ? { ...cell, text: `${cell.text}*` } : cell);
  return [
    marked(numberCell(maxOverMin, style, source('errorInequity', 'maxOverMin'))),
    marked(numberCell(maxOverGeomean, style, source('errorInequity', 'maxOverGeomean'))),
    marked(numberCell(gini, style, source('errorInequity', 'gini'))),
  ];
}
