import type { AuditPlan, Grouping, Slice } from '@evenhand/contracts';
import type { ClusterTable } from '../counts/cluster-table.js';
import type { CountTable } from '../counts/count-table.js';
import { auditDisparities } from '../disparities/audit-disparities.js';
import { composition } from '../disparities/composition.js';
import { demographicParity } from '../disparities/demographic-parity.js';
import { equalizedOdds } from '../disparities/equalized-odds.js';
import { auditParity } from '../disparities/parity/audit-parity.js';
import { shrinkRates } from '../disparities/shrinkage/shrink-rates.js';
import { groupingCells } from '../groupings/grouping-cells.js';
import { rollUp } from '../groupings/roll-up.js';
import { rollUpCountClusters } from '../groupings/roll-up-clusters.js';
import type { Proportion } from '../intervals/proportion.js';
import { type ConfusionShape, confusion } from '../metrics/confusion.js';
import type { ScoreIndex } from '../scores/score-index.js';
import { rollUpScores } from '../scores/slice-scores.js';
import { auditSlice, correct, type SliceContext } from './audit-slice.js';
import { type MeasuredSlice, measureSlice } from './measure-slice.js';
import { standardiseSlice } from './standardise-slice.js';

export interface TaskContext extends SliceContext {
  counts: CountTable;
  shape: ConfusionShape;
  scores: ScoreIndex | null;
  clusters: ClusterTable | undefined;
  /** The attribute that is the task's truth. */
  attribute: string | undefined;
}

/** All slices of one grouping and how they differ. Grouped by nothing, the one slice is the whole. */
export function auditGrouping(by: readonly string[], context: TaskContext): Grouping {
  const { slices: printed, measured: slices, degenerate, isComparable, whole } = auditSlices(by, context);
  const images = context.labelMix.reduce((sum, n) => sum + n, 0);
  return {
    by: [...by],
    degenerate,
    slices: withShrunkenAccuracy(
      printed,
      slices.map(({ matrix }) => correct(matrix)),
      context.plan,
    ),
    disparities: by.length > 0 ? auditDisparities(slices, context) : [],
    unlabelled: images - whole.n,
    ...(isComparable && { composition: composition(context.counts, by, context.plan) }),
    ...(isComparable && {
      equalizedOdds: equalizedOdds(slices, context.labels, context.plan),
      demographicParity: demographicParity(slices, context.labels, context.plan.minimumN),
      ...(by.length === 1 && { parity: auditParity(slices, context) }),
    }),
  };
}

interface AuditedSlices {
  slices: Slice[];
  measured: MeasuredSlice[];
  degenerate: boolean;
  isComparable: boolean;
  /** Right answers and images of all slices together. */
  whole: Proportion;
}

/** Every slice of a grouping with all metrics and their intervals: the part of an audit that is about one group each. */
export function auditSlices(by: readonly string[], context: TaskContext): AuditedSlices {
  const degenerate = context.attribute !== undefined && by.includes(context.attribute);
  const isComparable = by.length > 0 && !degenerate;
  const measured = measuredSlices(by, { ...context, degenerate, isComparable });
  const whole = measured.map(({ matrix }) => correct(matrix)).reduce(add, { count: 0, n: 0 });
  const slices = measured.map((slice) => auditSlice(slice, context, { whole, isStandardised: isComparable }));
  return { slices, measured, degenerate, isComparable, whole };
}

/** Intersections have the small cells that need it, and the attributes to lean on. */
function withShrunkenAccuracy(slices: Slice[], rates: readonly Proportion[], plan: AuditPlan): Slice[] {
  const groups = slices.map(({ group }) => group);
  if (Object.keys(groups[0] ?? {}).length < 2) return slices;
  const shrunken = shrinkRates(groups, rates, { confidence: plan.confidence });
  return slices.map((slice, index) => {
    const rate = shrunken?.[index];
    if (!rate) return slice;
    return { ...slice, shrunken: { ...rate, n: slice.n, method: 'beta-binomial-empirical-bayes' } };
  });
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
  const clusters = context.clusters && rollUpCountClusters(context.clusters, counts, cells);
  return rollUp(counts, cells).map((images, index) => {
    const matrix = confusion(shape, images);
    const data = { matrix, scores: sums?.[index] ?? null, clusters: clusters?.[index] };
    const measurements = measureSlice(data, entries, context.degenerate);
    return {
      ...data,
      group: cells.groups[index] ?? {},
      measurements,
      standardised: context.isComparable
        ? standardiseSlice(matrix, entries, { labelMix, measurements })
        : null,
    };
  });
}
