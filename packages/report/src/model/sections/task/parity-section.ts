import type { Grouping } from '@evenhand/contracts';
import { groupName } from '../../../groups/group-name.js';
import { numberCell, pCell, textCell } from '../../cells.js';
import type { Block, Row, Section, Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

const POINTS = { unit: 'percent', digits: 1 } as const;
const VALUE = { unit: 'number', digits: 2 } as const;

interface Place {
  grouping: Grouping;
  position: number;
}

/** Equalized odds and demographic parity for more than two classes, with the class and the groups named. */
export function paritySection(own: TaskDraft): Section | undefined {
  const places = own.task.groupings.map((grouping, position): Place => ({ grouping, position }));
  const blocks: Block[] = [];
  const odds = places.flatMap((place) => oddsRows(own, place));
  if (odds.length > 0) blocks.push(oddsTable(own, odds));
  const parity = places.flatMap((place) => parityRow(own, place));
  if (parity.length > 0) blocks.push(parityTable(own, parity));
  return blocks.length === 0
    ? undefined
    : { id: `${own.id}-parity`, title: 'Equalized odds and demographic parity', level: 2, blocks };
}

function oddsRows({ at }: TaskDraft, { grouping, position }: Place): Row[] {
  const source = (index: number, ...steps: string[]): string =>
    at('groupings', position, 'equalizedOdds', 'classes', index, ...steps);
  return (grouping.equalizedOdds?.classes ?? []).map((entry, index) => ({
    cells: [
      textCell(entry.class),
      textCell(grouping.by.join(' × ')),
      numberCell(entry.value, POINTS, source(index, 'value')),
      numberCell(entry.expectedIfFair, POINTS, source(index, 'expectedIfFair')),
      textCell(entry.groups.map(groupName).join(' and ')),
      textCell(entry.predicted),
      numberCell(entry.cramersV, VALUE, source(index, 'cramersV')),
      pCell(entry.test.p, source(index, 'test', 'p')),
      pCell(entry.likelihoodRatio.p, source(index, 'likelihoodRatio', 'p')),
    ],
  }));
}

function oddsTable({ draft, id }: TaskDraft, rows: readonly Row[]): Table {
  return draft.table({
    id: `${id}-equalized-odds`,
    title: 'Equalized odds: are images of one true class predicted alike in all groups?',
    caption:
      'Total variation distance between the predictions of the two most different groups, class by class; 0 % is equal odds. If fair: the mean distance that chance alone makes between groups of these sizes. V: how strongly predictions depend on the group (Cramér’s V without its bias). p: chi-square test that all groups are alike, and the same by the likelihood ratio (G), not adjusted.',
    columns: [
      { title: 'True class', align: 'left' },
      { title: 'By', align: 'left' },
      { title: 'Distance', align: 'right' },
      { title: 'If fair', align: 'right' },
      { title: 'Between', align: 'left' },
      { title: 'Most in class', align: 'left' },
      { title: 'V', align: 'right' },
      { title: 'p', align: 'right' },
      { title: 'p (G)', align: 'right' },
    ],
    rows,
  });
}

function parityRow({ at }: TaskDraft, { grouping, position }: Place): Row[] {
  const { demographicParity } = grouping;
  if (!demographicParity) return [];
  const source = (step: string): string => at('groupings', position, 'demographicParity', step);
  return [
    {
      cells: [
        textCell(grouping.by.join(' × ')),
        numberCell(demographicParity.value, POINTS, source('value')),
        numberCell(demographicParity.expectedIfFair, POINTS, source('expectedIfFair')),
        textCell(groupName(demographicParity.group)),
        textCell(demographicParity.class),
      ],
    },
  ];
}

function parityTable({ draft, id }: TaskDraft, rows: readonly Row[]): Table {
  return draft.table({
    id: `${id}-demographic-parity`,
    title: 'Demographic parity: are all classes predicted equally often in all groups?',
    caption:
      'Largest total variation distance between the predictions of a group and those of all images. For information: groups whose true labels differ need not be predicted alike.',
    columns: [
      { title: 'By', align: 'left' },
      { title: 'Distance', align: 'right' },
      { title: 'If fair', align: 'right' },
      { title: 'Group', align: 'left' },
      { title: 'Most in class', align: 'left' },
    ],
    rows,
  });
}
