import type { WorstSlice } from '@evenhand/contracts';
import { metricFacts } from '../../../format/metric-facts.js';
import { countText } from '../../../format/number-text.js';
import { groupName } from '../../../groups/group-name.js';
import { metricName } from '../../../words/metric-name.js';
import { countCell, differenceUnit, estimateCell, numberCell, pCell, textCell } from '../../cells.js';
import type { Block, Section, Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

/** The search of all slices for those that fare worse than the rest. */
export function sliceSection(own: TaskDraft): Section | undefined {
  const found = own.task.worstSlices;
  if (!found) return undefined;
  const certain = found.certified;
  const certainKeys = new Set(certain.map(({ group }) => groupName(group)));
  const others = found.exploratory.filter(({ group }) => !certainKeys.has(groupName(group)));
  const searched = `${countText(found.slices)} slices of one, two or three attributes with enough images were compared with the rest of the images.`;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      tone: 'text',
      text:
        certain.length === 0
          ? `${searched} None of them is worse with certainty when all are looked at together.`
          : `${searched} ${countText(certain.length)} ${certain.length === 1 ? 'is' : 'are'} worse with limits that hold for all slices at once. A slice is left out where a wider one explains it.`,
    },
  ];
  if (certain.length > 0) blocks.push(sliceTable(own, { slices: certain, list: 'certified' }));
  if (others.length > 0) blocks.push(sliceTable(own, { slices: others, list: 'exploratory' }));
  return { id: `${own.id}-slices`, title: 'Worst slices', level: 2, blocks };
}

function sliceTable(
  { draft, task, id, at }: TaskDraft,
  { slices, list }: { slices: readonly WorstSlice[]; list: 'certified' | 'exploratory' },
): Table {
  const metric = task.worstSlices?.metric ?? 'accuracy';
  const { unit } = metricFacts(metric);
  const all = task.worstSlices?.[list] ?? [];
  return draft.table({
    id: `${id}-slices-${list}`,
    title: list === 'certified' ? 'Slices that are worse with certainty' : 'Slices worth a second look',
    caption:
      list === 'certified'
        ? 'Behind the rest: with limits that hold for all slices at once (max-T). Ranked by the lower limit.'
        : 'Found with a false discovery rate (q) instead of certainty: for looking further, not for verdicts.',
    columns: [
      { title: 'Slice', align: 'left' },
      { title: 'Images', align: 'right' },
      { title: metricName(metric), align: 'right' },
      { title: 'Rest', align: 'right' },
      { title: `Behind the rest, ${differenceUnit(unit)}`, align: 'right' },
      ...(list === 'certified' ? [] : [{ title: 'q', align: 'right' as const }]),
    ],
    rows: slices.map((slice) => {
      const index = all.indexOf(slice);
      const source = (step: string): string => at('worstSlices', list, index, step);
      const style = { unit, digits: 0 };
      return {
        cells: [
          textCell(groupName(slice.group)),
          countCell(slice.n, source('n')),
          numberCell(slice.value, style, source('value')),
          numberCell(slice.rest, style, source('rest')),
          estimateCell(
            slice.excess,
            { unit: differenceUnit(unit), digits: 0, isBare: true },
            source('excess'),
          ),
          ...(list === 'certified' ? [] : [pCell(slice.q, source('q'))]),
        ],
      };
    }),
  });
}
