import type { Contrast, Group } from '@evenhand/contracts';
import { averagedOver, type Confusion, confusion } from '../metrics/confusion.js';
import { criticalValues, criticalValuesAt } from '../metrics/critical-values.js';
import { measure } from '../metrics/measure.js';
import type { CountMetric } from '../metrics/metric.js';
import { holmAdjusted } from '../multiplicity/adjust.js';
import { tukeyZ } from '../multiplicity/tukey.js';
import { type Comparison, compareGroups } from './compare-groups.js';
import { type ComparedGroup, extremes, proportionOf } from './compared-group.js';
import { metricToOverall, proportionToOverall } from './difference-to-overall.js';
import type { DisparityContext } from './disparity-context.js';

/**
 * Every group against the plan's reference, with p-values adjusted by Holm over the groups. Limits against the best
 * group, which the data picked, hold for all pairs at once (Tukey). Null where the reference is no group of this
 * grouping, or the metric needs probabilities, whose sums for "the rest" are not kept.
 */
export function contrasts(context: DisparityContext): Contrast[] | null {
  const { plan, entry } = context;
  if (entry.metric.needs === 'scores') return null;
  const found =
    plan.reference === 'rest' || plan.reference === 'overall'
      ? againstOthers(context, { metric: entry.metric, isOverall: plan.reference === 'overall' })
      : againstGroup(context);
  if (!found) return null;
  const adjusted = holmAdjusted(found.map(({ p }) => p ?? 1));
  return found.map((contrast, index) => ({
    ...contrast,
    adjustedP: contrast.p === null ? null : (adjusted[index] ?? null),
  }));
}

type Found = Comparison & { group: Group };

function againstGroup({ plan, entry, groups }: DisparityContext): Found[] | null {
  const { reference, minimumN, confidence } = plan;
  const ranked = groups.filter(({ measured }) => measured.n >= minimumN);
  const isBest = reference === 'best';
  const chosen = isBest
    ? extremes(ranked, entry.metric.direction)?.best
    : reference === 'largest'
      ? largest(groups)
      : groups.find(({ group }) => isSameGroup(group, reference));
  if (!chosen) return null;
  const critical = isBest
    ? criticalValuesAt(tukeyZ(1 - confidence, ranked.length))
    : criticalValues(confidence);
  return groups
    .filter((own) => own !== chosen)
    .map((own) => ({ group: { ...own.group }, ...compareGroups(own.measured, chosen.measured, critical) }));
}

/** The group of the most images, which the metric does not pick: its limits need no adjustment. */
function largest(groups: readonly ComparedGroup[]): ComparedGroup | undefined {
  return groups.reduce<ComparedGroup | undefined>(
    (most, own) => (!most || own.data.matrix.n > most.data.matrix.n ? own : most),
    undefined,
  );
}

function isSameGroup(group: Group, reference: unknown): boolean {
  if (typeof reference !== 'object' || reference === null) return false;
  const wanted = Object.entries(reference);
  return (
    wanted.length === Object.keys(group).length && wanted.every(([name, label]) => group[name] === label)
  );
}

function againstOthers(
  { plan, entry, groups, classes }: DisparityContext,
  { metric, isOverall }: { metric: CountMetric; isOverall: boolean },
): Found[] {
  const { label } = entry;
  const critical = criticalValues(plan.confidence);
  const averaged = (matrix: Confusion): Confusion => (classes ? averagedOver(matrix, classes) : matrix);
  const all = sumOf(groups);
  if (!all) return [];
  return groups.flatMap(({ group, data, measured }) => {
    const rest = less(all, data.matrix);
    const measuredRest = measure(metric, averaged(rest), label);
    if (measuredRest.value === null) return [];
    const toRest = compareGroups(measured, measuredRest, critical);
    if (!isOverall) return [{ group: { ...group }, ...toRest }];
    const comparison = proportionOf(measured)
      ? proportionToOverall(toRest, measured.n / (measured.n + measuredRest.n))
      : metricToOverall(
          metric,
          { group: averaged(data.matrix), rest, all: averaged(all) },
          { label, critical },
        );
    return [{ group: { ...group }, ...comparison }];
  });
}

function sumOf(groups: readonly ComparedGroup[]): Confusion | null {
  const [first] = groups;
  if (!first) return null;
  const cells = new Float64Array(first.data.matrix.cells.length);
  for (const { data } of groups) {
    for (let c = 0; c < cells.length; c++) cells[c] = (cells[c] as number) + (data.matrix.cells[c] as number);
  }
  return confusion(first.data.matrix.shape, cells);
}

function less(all: Confusion, part: Confusion): Confusion {
  return confusion(
    all.shape,
    all.cells.map((count, c) => count - (part.cells[c] as number)),
  );
}
