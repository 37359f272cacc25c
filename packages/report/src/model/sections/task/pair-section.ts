import type { Grouping } from '@evenhand/contracts';
import { type HeatCell, type HeatMap, heatMap } from '../../../charts/heat-map.js';
import { minimumOf } from '../../../groups/evidence.js';
import { findDisparity } from '../../../groups/find-disparity.js';
import { groupKey } from '../../../groups/group-name.js';
import { capital } from '../../../words/capital.js';
import { gapSentence } from '../../../words/gap-sentence.js';
import { textCell } from '../../cells.js';
import type { Block, Cell, Section, Table } from '../../report.js';
import type { TaskDraft } from './task-draft.js';

/** Intersections of two attributes as shaded tables: every cell is there, the empty ones too. */
export function pairSection(own: TaskDraft): Section | undefined {
  const blocks = own.task.groupings.flatMap((grouping, position): Block[] => {
    const map = grouping.by.length === 2 ? heatMap(own.task, grouping, { metric: 'accuracy' }) : undefined;
    if (!map) return [];
    const table = pairTable(own, { grouping, position, map });
    const finding = gapSentence(findDisparity(grouping, 'accuracy'), own.task);
    return [{ kind: 'paragraph', tone: 'text', text: `${map.title}. ${finding}` }, table];
  });
  return blocks.length === 0
    ? undefined
    : { id: `${own.id}-pairs`, title: 'Pairs of attributes', level: 2, blocks };
}

function pairTable(
  { draft, task, id, at }: TaskDraft,
  { grouping, position, map }: { grouping: Grouping; position: number; map: HeatMap },
): Table {
  const places = new Map(grouping.slices.map(({ group }, index) => [groupKey(group), index]));
  const cell = (entry: HeatCell): Cell => ({
    text: entry.text === '' ? '–' : entry.text,
    ...(entry.n > 0 && { aside: `(${entry.nText})` }),
    value: entry.value,
    source: at('groupings', position, 'slices', places.get(entry.key) ?? 0, 'metrics', 'accuracy'),
    ...(entry.evidence === 'enough'
      ? { shade: { scale: 'difference', step: entry.step } }
      : { tone: 'quiet' }),
    ...(entry.evidence === 'few' && { isHatched: true }),
  });
  const isColoured = map.rows.some(({ cells }) => cells.some((entry) => entry.evidence === 'enough'));
  return draft.table({
    id: `${id}-pair-${position}`,
    title: `Accuracy by ${grouping.by.join(' × ')}, in % (images)`,
    caption: `${isColoured ? `Orange below, blue above all images (${map.overallText}), full colour from ${map.limitText} on; hatched` : 'Hatched'}: fewer than ${minimumOf(task)} images; –: none.`,
    columns: [
      { title: capital(map.rowAttribute), align: 'left' },
      ...map.columns.map(({ label }) => ({
        title: label,
        ...(map.columnAttributes[0] !== undefined && { group: capital(map.columnAttributes[0]) }),
        align: 'right' as const,
      })),
    ],
    rows: map.rows.map((row) => ({ cells: [textCell(row.label), ...row.cells.map(cell)] })),
  });
}
