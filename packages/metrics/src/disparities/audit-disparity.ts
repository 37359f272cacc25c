import type { Disparity, Estimate } from '@evenhand/contracts';
import { isStandardised } from '../audit/standardise-slice.js';
import type { GapGroup } from '../gaps/gap-group.js';
import { extremeRatioInterval, gapInterval, worstGroupInterval } from '../gaps/gap-interval.js';
import { errorInequity, largestDeviation } from '../gaps/summary-measures.js';
import { pauleMandelTau2, qProfileInterval } from '../heterogeneity/between-group-variance.js';
import { type GroupEffect, heterogeneityTest } from '../heterogeneity/heterogeneity-test.js';
import type { Proportion } from '../intervals/proportion.js';
import { labelNoiseTippingPoints } from '../label-noise/tipping-points.js';
import { type ComparedGroup, extremes, gapGroup, proportionOf } from './compared-group.js';
import { contrasts } from './contrasts.js';
import { detectableDifference } from './detectable-difference.js';
import type { DisparityContext } from './disparity-context.js';
import { fairRange } from './fair-range.js';
import { fourFifths } from './four-fifths.js';
import { type RangeDistribution, rangeQuantile } from './range-distribution.js';
import { standardisedGap } from './standardised-gap.js';

/** How unequal one metric is between the groups; null where fewer than two groups have enough images. */
export function auditDisparity(context: DisparityContext): Disparity | null {
  const { plan, labels, entry } = context;
  const { metric, label } = entry;
  const ranked = context.groups.filter(({ measured }) => measured.n >= plan.minimumN);
  const ends = extremes(ranked, metric.direction);
  if (!ends) return null;
  const { best, worst } = ends;
  const gap = Math.abs(best.measured.value - worst.measured.value);
  const bounded = boundedGroups(ranked);
  const proportions = allProportions(ranked);
  const range = fairRange(ranked, gap, context);
  const { confidence } = plan;
  const n = ranked.reduce((sum, { measured }) => sum + measured.n, 0);
  return {
    metric: metric.id,
    ...(label >= 0 && { class: labels[label] ?? '' }),
    best: groupValue(best),
    worst: groupValue(worst),
    gap: {
      value: gap,
      ...limits(bounded && gapInterval(bounded, { confidence })),
      n,
      method: 'hybrid',
    },
    ratio: extremeRatio(ranked, bounded, { confidence, n }),
    expectedGapIfFair: range?.expected ?? null,
    p: range ? range.tail(gap) : null,
    ...spread(ranked, confidence),
    detectable: detectableDifference(ranked, metric.direction, plan),
    groups: ranked.length,
    ...(plan.headline.includes(metric.id) && { fairGapP95: range && rangeQuantile(range, 0.05) }),
    worstLimits: bounded && worstLimits(bounded, metric.direction, confidence),
    // How many labels would have to be wrong to explain the gap away says something where labels are right or wrong.
    ...(metric.id === 'accuracy' && { labelNoise: labelNoiseTippingPoints(gap, best.measured.value) }),
    ...(proportions && {
      maxDeviation: largestDeviation(proportions),
      errorInequity: inequity(proportions, metric.direction),
      fourFifths: ratioRule(worst, best, { direction: metric.direction, confidence }),
    }),
    ...(isStandardised(entry) && { standardised: standardisedGap(ranked, context) }),
    all: allGroups(context, ranked.length === context.groups.length ? range : null),
    ...contrastsOf(context),
    ...(context.classes && { classes: context.classes.map((index) => labels[index] ?? '') }),
  };
}

/** Groups of more than two attributes are too many and too small to be told apart one by one. */
const CONTRAST_DEPTH = 2;

function contrastsOf(context: DisparityContext): Pick<Disparity, 'contrasts'> {
  const { plan, entry, groups } = context;
  const depth = Object.keys(groups[0]?.group ?? {}).length;
  if (!plan.headline.includes(entry.metric.id) || depth > CONTRAST_DEPTH) return {};
  const found = contrasts(context);
  return found ? { contrasts: found } : {};
}

function groupValue({ group, measured }: ComparedGroup): { group: ComparedGroup['group']; value: number } {
  return { group: { ...group }, value: measured.value };
}

function limits(interval: { low: number; high: number } | null): { low: number | null; high: number | null } {
  return interval ?? { low: null, high: null };
}

/** Null unless every group has limits. */
function boundedGroups(groups: readonly ComparedGroup[]): GapGroup[] | null {
  const bounded = groups.map(({ measured }) => gapGroup(measured)).filter((group) => group !== null);
  return bounded.length === groups.length ? bounded : null;
}

function allProportions(groups: readonly ComparedGroup[]): Proportion[] | null {
  const proportions = groups.map(({ measured }) => proportionOf(measured)).filter((entry) => entry !== null);
  return proportions.length === groups.length ? proportions : null;
}

/** Smallest over largest value; meaningless by design where values may be negative, or all are 0. */
function extremeRatio(
  groups: readonly ComparedGroup[],
  bounded: GapGroup[] | null,
  { confidence, n }: { confidence: number; n: number },
): Estimate {
  const values = groups.map(({ measured }) => measured.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const method = 'hybrid';
  if (groups.some(({ measured }) => measured.range[0] < 0) || !(high > 0)) {
    return { value: null, low: null, high: null, n, method, reason: 'degenerate' };
  }
  const interval = bounded && extremeRatioInterval(bounded, { confidence });
  return { value: low / high, ...limits(interval), n, method };
}

function worstLimits(
  groups: readonly GapGroup[],
  direction: 'higher' | 'lower' | 'none',
  confidence: number,
): { low: number; high: number } | null {
  if (direction === 'none') return null;
  if (direction === 'higher') return worstGroupInterval(groups, { confidence });
  const mirrored = groups.map(({ value, centre, limitsAt }) => ({
    value: -value,
    centre: -centre,
    limitsAt: (z: number) => {
      const { low, high } = limitsAt(z);
      return { low: -high, high: -low };
    },
  }));
  const interval = worstGroupInterval(mirrored, { confidence });
  return interval && { low: -interval.high, high: -interval.low };
}

/** Between-group spread with noise removed; groups without a standard error do not take part. */
function spread(
  groups: readonly ComparedGroup[],
  confidence: number,
): Pick<Disparity, 'betweenGroupSd' | 'noiseShare' | 'heterogeneity'> {
  const effects: GroupEffect[] = [];
  for (const { measured } of groups) {
    const { value, error } = measured;
    if (error !== null && error > 0) effects.push({ value, variance: error * error });
  }
  const n = effects.length;
  const method = 'paule-mandel';
  const tau2 = pauleMandelTau2(effects);
  if (tau2 === null) {
    return { betweenGroupSd: { value: null, low: null, high: null, n, method, reason: 'no_samples' } };
  }
  const interval = qProfileInterval(effects, { confidence });
  const test = heterogeneityTest(effects);
  const mean = effects.reduce((sum, { value }) => sum + value, 0) / n;
  const naive = effects.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / (n - 1);
  const noise = effects.reduce((sum, { variance }) => sum + variance, 0) / n;
  const { statistic, df, p, iSquared } = test;
  return {
    betweenGroupSd: {
      value: Math.sqrt(tau2),
      low: interval && Math.sqrt(interval.low),
      high: interval && Math.sqrt(interval.high),
      n,
      method,
    },
    noiseShare: naive > 0 ? Math.min(1, noise / naive) : null,
    heterogeneity: { statistic, df, p, iSquared },
  };
}

/** On error rates: the metric's complement, or the metric itself where lower is better. */
function inequity(
  proportions: readonly Proportion[],
  direction: 'higher' | 'lower' | 'none',
): Disparity['errorInequity'] {
  if (direction === 'none') return null;
  const right = proportions.map(({ count, n }) => ({ count: direction === 'higher' ? count : n - count, n }));
  const found = errorInequity(right);
  if (!found) return null;
  const { maxOverMin, maxOverGeomean, gini, isSmoothed } = found;
  return { maxOverMin, maxOverGeomean, gini, smoothed: isSmoothed };
}

/** The rule is about rates that are good to have: not for error rates. */
function ratioRule(
  worst: ComparedGroup,
  best: ComparedGroup,
  { direction, confidence }: { direction: 'higher' | 'lower' | 'none'; confidence: number },
): Disparity['fourFifths'] {
  const [low, high] = [proportionOf(worst.measured), proportionOf(best.measured)];
  return direction !== 'lower' && low && high ? fourFifths(low, high, confidence) : null;
}

/** The comparison without a minimum number of images; `known` where that leaves the same groups. */
function allGroups(context: DisparityContext, known: RangeDistribution | null): Disparity['all'] {
  const ends = extremes(context.groups, context.entry.metric.direction);
  if (!ends) return undefined;
  const values = context.groups.map(({ measured }) => measured.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const signed = context.groups.some(({ measured }) => measured.range[0] < 0);
  // Only for what is printed group by group, and exact: a normal approximation would mislead in groups of few images.
  const isHeadline = context.plan.headline.includes(context.entry.metric.id);
  const isExact = context.groups.every(({ measured }) => measured.count !== null);
  const range = known ?? (isHeadline && isExact ? fairRange(context.groups, high - low, context) : null);
  return {
    groups: context.groups.length,
    best: groupValue(ends.best),
    worst: groupValue(ends.worst),
    gap: high - low,
    ratio: signed || !(high > 0) ? null : low / high,
    expectedGapIfFair: range?.expected ?? null,
  };
}
