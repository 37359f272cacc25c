import type { Group, GroupingComparison, SliceComparison, TaskComparison } from '@evenhand/contracts';
import { countText, numberText } from '../format/number-text.js';
import { groupKey, groupName } from '../groups/group-name.js';
import { capital } from '../words/capital.js';

export interface FlipRow {
  key: string;
  group: Group;
  name: string;
  n: number;
  nText: string;
  /** Both right, fixed, broken, both wrong. */
  counts: readonly [number, number, number, number];
  texts: readonly [string, string, string, string];
  /** Broken out of all images, as `2.1 %`. */
  brokenText: string;
  few: boolean;
}

export const flipNames = ['both right', 'fixed', 'broken', 'both wrong'] as const;

export interface FlipTable {
  title: string;
  caption: string;
  rows: readonly FlipRow[];
}

/** How the same images came out under both models, group by group; all images first. */
export function flipTable(task: TaskComparison, grouping: GroupingComparison | undefined): FlipTable {
  const rows = [task.overall, ...(grouping?.slices ?? [])].map(toRow);
  const { fixed, broken } = task.overall.flips;
  return {
    title: `${capital(task.task)}: ${countText(fixed)} images fixed, ${countText(broken)} broken`,
    caption:
      'Fixed: baseline wrong, candidate right. Broken: the other way round. Every number leads to its images.',
    rows,
  };
}

function toRow(slice: SliceComparison): FlipRow {
  const { bothRight, fixed, broken, bothWrong, negativeFlipRate } = slice.flips;
  const counts = [bothRight, fixed, broken, bothWrong] as const;
  return {
    key: groupKey(slice.group),
    group: slice.group,
    name: groupName(slice.group),
    n: slice.n,
    nText: countText(slice.n),
    counts,
    texts: [countText(bothRight), countText(fixed), countText(broken), countText(bothWrong)],
    brokenText: numberText(negativeFlipRate.value, { unit: 'percent', digits: 1 }),
    few: slice.size !== 'enough',
  };
}
