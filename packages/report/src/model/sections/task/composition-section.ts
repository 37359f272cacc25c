import type { Composition, Grouping } from '@evenhand/contracts';
import { numberText } from '../../../format/number-text.js';
import { groupName } from '../../../groups/group-name.js';
import { capital } from '../../../words/capital.js';
import { confidenceText } from '../../../words/confidence-text.js';
import { emptyCell, estimateCells, numberCell, textCell } from '../../cells.js';
import type { Block, Section, Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

/** Whether a gap remains where the groups of one attribute have the same mix of the others. */
export function compositionSection(own: TaskDraft): Section | undefined {
  const blocks = own.task.groupings.flatMap((grouping, position): Block[] =>
    grouping.composition && grouping.by.length === 1
      ? [
          {
            kind: 'paragraph',
            tone: 'text',
            text: inWords(grouping, grouping.composition),
          },
          compositionTable(own, { grouping, position, composition: grouping.composition }),
        ]
      : [],
  );
  return blocks.length === 0
    ? undefined
    : { id: `${own.id}-composition`, title: 'At a common mix of the other attributes', level: 2, blocks };
}

function inWords({ by }: Grouping, { over, decomposition }: Composition): string {
  const { best, worst, gap, rates, composition, reversed } = decomposition;
  const points = (value: number): string => numberText(value, { unit: 'points', digits: 1, signed: true });
  const split = `By ${by.join(' × ')}, the accuracy gap between ${groupName(best)} and ${groupName(worst)} is ${numberText(gap, { unit: 'points', digits: 1 })}: ${points(rates)} at equal mixes of ${over.join(' and ')}, ${points(composition)} because the mixes differ.`;
  return reversed
    ? `${split} At equal mixes the order is reversed (Simpson’s paradox): the worse group is the better one.`
    : split;
}

function compositionTable(
  { draft, task, id, at }: TaskDraft,
  { grouping, position, composition }: { grouping: Grouping; position: number; composition: Composition },
): Table {
  const source = (index: number, step: string): string =>
    at('groupings', position, 'composition', 'groups', index, step);
  const standardised = estimateCells(
    composition.groups.map((entry, index) => ({
      estimate: entry.standardised,
      source: source(index, 'standardised'),
    })),
    'percent',
  );
  return draft.table({
    id: `${id}-composition-${position}`,
    title: `Accuracy by ${grouping.by.join(' × ')} at one mix of ${composition.over.join(' and ')}`,
    caption: `The mix is that of all images; ${confidenceText(task)} limits. Covered: the part of the mix that the group has images for.`,
    columns: [
      { title: capital(grouping.by.join(', ')), align: 'left' },
      { title: 'As observed', align: 'right' },
      { title: 'At the common mix', align: 'right' },
      { title: 'Covered', align: 'right' },
    ],
    rows: composition.groups.map((entry, index) => ({
      cells: [
        textCell(groupName(entry.group)),
        numberCell(entry.crude, { unit: 'percent', digits: 0 }, source(index, 'crude')),
        standardised[index] ?? emptyCell,
        numberCell(entry.coverage, { unit: 'percent', digits: 0 }, source(index, 'coverage')),
      ],
    })),
  });
}
