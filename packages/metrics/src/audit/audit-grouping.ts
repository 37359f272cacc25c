import type { Grouping } from '@evenhand/contracts';
import type { CountTable } from '../counts/count-table.js';
import { auditDisparities } from '../disparities/audit-disparities.js';
import { demographicParity } from '../disparities/demographic-parity.js';
import { equalizedOdds } from '../disparities/equalized-odds.js';
import { auditParity } from '../disparities/parity/audit-parity.js';
import { groupingCells } from '../groupings/grouping-cells.js';
import { rollUp } from '../groupings/roll-up.js';
import type { Proportion } from '../intervals/proportion.js';
import { type ConfusionShape, confusion } from '../metrics/confusion.js';
import { rollUpScores, type ScoreIndex } from '../scores/slice-scores.js';
import { auditSlice, correct, type SliceContext } from './audit-slice.js';
import { type MeasuredSlice, measureSlice } from './measure-slice.js';
import { standardiseSlice } from './standardise-slice.js';

export interface TaskContext extends SliceContext {
  counts: CountTable;
  shape: ConfusionShape;
  scores: ScoreIndex | null;
  /** The attribute that is the task's truth. */
  attribute: string | undefined;
}

/** All slices of one grouping and how they differ. Grouped by nothing, the one slice is the whole. */
export function auditGrouping(by: readonly string[], context: TaskContext): Grouping {
  const degenerate = context.attribute !== undefined && by.includes(context.attribute);
  const isComparable = by.length > 0 && !degenerate;
  const slices = measuredSlices(by, { ...context, degenerate, isComparable });
  const whole = slices.map(({ matrix }) => correct(matrix)).reduce(add, { count: 0, n: 0 });
  const images = context.labelMix.reduce((sum, n) => sum + n, 0);
  return {
    by: [...by],
    degenerate,
    slices: slices.map((slice) => auditSlice(slice, context, { whole, isStandardised: isComparable })),
    disparities: by.length > 0 ? auditDisparities(slices, context) : [],
    unlabelled: images - whole.n,
    ...(isComparable && {
      equalizedOdds: equalizedOdds(slices, context.labels, context.plan.minimumN),
      demographicParity: demographicParity(slices, context.labels, context.plan.minimumN),
      ...(by.length === 1 && { parity: auditParity(slices, context) }),
    }),
  };
}

function add(a: Proportion, b: Proportion): Proportion {
  return { count: a.count + b.count, n: a.n + b.n };
}

function measuredSlices(
  by: readonly string[],
  context: TaskContext & { degenerate: boolean; isComparable: boolean },
): MeasuredSlice[] {
  const { counts, shape, scores, entries, labelMix } = context;
  const cells = groupingCells(counts.space, by);
  const sums = scores && rollUpScores(scores, groupingCells(scores.table.space, by));
  return rollUp(counts, cells).map((images, index) => {
    const matrix = confusion(shape, images);
    const data = { matrix, scores: sums?.[index] ?? null };
    return {
      ...data,
      group: cells.groups[index] ?? {},
      measurements: measureSlice(data, entries, context.degenerate),
      standardised: context.isComparable ? standardiseSlice(matrix, entries, labelMix) : null,
    };
  });
}
