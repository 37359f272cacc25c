import type { AuditPlan, Disparity } from '@evenhand/contracts';
import type { MeasuredSlice, MetricEntry } from '../audit/measure-slice.js';
import { averagedOver, type Confusion } from '../metrics/confusion.js';
import { measure } from '../metrics/measure.js';
import { auditDisparity } from './audit-disparity.js';
import type { ComparedGroup } from './compared-group.js';
import { fairMatrices } from './fair-groups.js';
import { judgement } from './judgement.js';
import type { RangeDistribution } from './range-distribution.js';

export interface GroupingContext {
  plan: AuditPlan;
  labels: readonly string[];
  entries: readonly MetricEntry[];
}

/** How unequal every metric is between the groups of one grouping. */
export function auditDisparities(
  slices: readonly MeasuredSlice[],
  { plan, labels, entries }: GroupingContext,
): Disparity[] {
  const filled = slices.filter(({ matrix }) => matrix.n > 0);
  const matrices = filled.map(({ matrix }) => matrix);
  const fair = new Map<Confusion, Confusion>(
    fairMatrices(matrices).map((alike, index) => [matrices[index] as Confusion, alike]),
  );
  const ranges = new Map<string, RangeDistribution>();
  const found: Disparity[] = [];
  for (const [index, entry] of entries.entries()) {
    // How often a class occurs is the data's doing, not the model's.
    if (entry.metric.id === 'prevalence') continue;
    const { groups, classes } = comparable(filled, entry, { index, minimumN: plan.minimumN });
    const disparity = auditDisparity({ plan, labels, entry, index, groups, classes, fair, ranges });
    if (disparity) found.push({ ...disparity, ...judgement(disparity, groups, plan) });
  }
  return found;
}

/**
 * The groups that have a value. An average over classes is taken over the classes that all ranked groups can define:
 * otherwise one group's mean would be over other classes than another's. Groups that lack one of them drop out.
 */
function comparable(
  slices: readonly MeasuredSlice[],
  { metric, label }: MetricEntry,
  { index, minimumN }: { index: number; minimumN: number },
): { groups: ComparedGroup[]; classes: readonly number[] | null } {
  const groups: ComparedGroup[] = [];
  for (const slice of slices) {
    const measured = slice.measurements[index];
    if (measured && measured.value !== null) groups.push({ group: slice.group, data: slice, measured });
  }
  const ranked = groups.filter(({ measured }) => measured.n >= minimumN);
  if (!metric.definedClasses || ranked.every(({ measured }) => measured.classes === undefined)) {
    return { groups, classes: null };
  }
  const definedIn = ({ data }: ComparedGroup): number[] => {
    if (metric.needs !== 'scores') return metric.definedClasses?.(data.matrix) ?? [];
    return data.scores ? (metric.definedClasses?.(data.scores) ?? []) : [];
  };
  const [first, ...others] = ranked.map(definedIn);
  const classes = (first ?? []).filter((k) => others.every((own) => own.includes(k)));
  if (classes.length === 0) return { groups: [], classes };
  const again: ComparedGroup[] = [];
  for (const group of groups) {
    const { matrix, scores } = group.data;
    const measured =
      metric.needs !== 'scores'
        ? measure(metric, averagedOver(matrix, classes), label)
        : scores && metric.measure(scores, classes);
    if (measured && measured.value !== null && measured.classes === classes.length) {
      again.push({ ...group, measured });
    }
  }
  return { groups: again, classes };
}
