import { f1FromJaccard } from '../intervals/f1.js';
import { averagedOver } from '../metrics/confusion.js';
import { binomialRange } from './binomial-range.js';
import type { ComparedGroup } from './compared-group.js';
import type { DisparityContext } from './disparity-context.js';
import { fairGroup } from './fair-groups.js';
import { type NormalGroup, normalRange } from './normal-range.js';
import { type RangeDistribution, TIE } from './range-distribution.js';

/**
 * Distribution of the gap if all groups were treated alike. Proportions and F1: binomial counts at the pooled rate
 * (of the Jaccard index for F1), exact unless all groups are large. Other metrics of the confusion matrix: normal, every
 * group having the pooled confusion rows on its own label mix. Metrics of probabilities: normal around one common value. Null where a group
 * has no standard error.
 */
export function fairRange(
  groups: readonly ComparedGroup[],
  gap: number,
  context: DisparityContext,
): RangeDistribution | null {
  let [count, n] = [0, 0];
  for (const { measured } of groups) {
    count = measured.count === null ? Number.NaN : count + measured.count;
    n += measured.n;
  }
  if (!Number.isNaN(count)) {
    // Images in clusters say as much as fewer independent ones.
    const sizes = groups.map(({ measured: { n: images, design } }) =>
      Math.max(1, Math.round(images / (design?.effect ?? 1))),
    );
    const isF1 = groups[0]?.measured.method === 'jaccard';
    // Rates p and 1 − p have the same gaps (recall and false negative rate …), so they share one distribution.
    const key = `${isF1 ? count : Math.min(count, n - count)}/${isF1}/${sizes.join()}`;
    const known = context.ranges.get(key);
    if (known) return known;
    const range = withLastTail(proportionRange(sizes, count / n, { isF1, gap }));
    context.ranges.set(key, range);
    return range;
  }
  const normals = groups.map((group) => alike(group, context) ?? own(group));
  const usable = normals.filter((group) => group !== null);
  return usable.length === groups.length ? normalRange(usable, gap) : null;
}

/** Remembers the last tail: the complement of a rate has the same gap, but for rounding, and asks for it again. */
function withLastTail({ expected, tail }: RangeDistribution): RangeDistribution {
  let [lastGap, last] = [Number.NaN, Number.NaN];
  return {
    expected,
    tail: (gap) => {
      if (!(Math.abs(gap - lastGap) < TIE / 100)) [lastGap, last] = [gap, tail(gap)];
      return last;
    },
  };
}

/** Above this binomial variance n·p(1−p) in every group the normal distribution is off by less than 0.1 %, and faster. */
const NEARLY_NORMAL = 40;
/** F1 bends the binomial: only where every group's Jaccard index has a smaller standard error is it nearly straight. */
const NEARLY_STRAIGHT = 2e-3;
/** A group so many times the smallest adds a hundredth of its standard error: more images would not be seen. */
const LARGEST_RATIO = 10_000;

function proportionRange(
  sizes: readonly number[],
  rate: number,
  { isF1, gap }: { isF1: boolean; gap: number },
): RangeDistribution {
  const variance = rate * (1 - rate);
  const smallest = Math.min(...sizes);
  const isStraight = !isF1 || variance < smallest * NEARLY_STRAIGHT ** 2;
  if (smallest * variance < NEARLY_NORMAL || !isStraight) {
    const capped = sizes.map((n) => Math.min(n, smallest * LARGEST_RATIO));
    return binomialRange(capped, rate, isF1 ? f1FromJaccard : undefined);
  }
  const slope = isF1 ? 2 / (1 + rate) ** 2 : 1;
  return normalRange(
    sizes.map((n) => ({ centre: 0, error: slope * Math.sqrt(variance / n) })),
    gap,
  );
}

function alike(
  { data, measured }: ComparedGroup,
  { entry, classes, fair }: DisparityContext,
): NormalGroup | null {
  const { metric, label } = entry;
  const matrix = fair.get(data.matrix);
  if (metric.needs === 'scores' || !matrix) return null;
  const group = fairGroup(metric, classes ? averagedOver(matrix, classes) : matrix, label);
  return group && { ...group, error: group.error * Math.sqrt(measured.design?.effect ?? 1) };
}

/** Around a common value, which a range does not depend on. */
function own({ measured }: ComparedGroup): NormalGroup | null {
  return measured.error === null ? null : { centre: 0, error: measured.error };
}
