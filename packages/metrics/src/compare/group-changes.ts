import type { Estimate, Group, GroupChange, ModelGap } from '@evenhand/contracts';
import type { MetricEntry } from '../audit/measure-slice.js';
import { gapGroup } from '../disparities/compared-group.js';
import { gapInterval } from '../gaps/gap-interval.js';
import { pauleMandelTau2, qProfileInterval } from '../heterogeneity/between-group-variance.js';
import { type GroupEffect, heterogeneityTest } from '../heterogeneity/heterogeneity-test.js';
import { clusterDesign } from '../metrics/cluster-design.js';
import { averagedOver } from '../metrics/confusion.js';
import { measure } from '../metrics/measure.js';
import { clustered, type Measured, type Measurement } from '../metrics/measurement.js';
import type { MeasuredChange } from './change-measurement.js';
import type { ChangedSlice, CompareContext } from './compare-slice.js';
import { gapChangeInterval, type PairedGapGroup } from './gap-change.js';
import { measureChange } from './measure-change.js';
import { measureScoreChange } from './measure-score-change.js';

/** One group that takes part: its change, and its value under both models. */
interface ChangedGroup {
  group: Group;
  change: MeasuredChange;
  base: Measured;
  candidate: Measured;
}

/** One less another metric (recall, FPR, precision, NPV): the gaps and the changes are the same but for the sign. */
const COMPLEMENTS: ReadonlySet<string> = new Set(['fnr', 'specificity', 'fdr', 'for']);

/** Per metric: whether the change was the same for all groups with enough images, and what it did to their gap. */
export function groupChanges(
  slices: readonly ChangedSlice[],
  { plan, labels, entries }: Pick<CompareContext, 'plan' | 'labels' | 'entries'>,
): GroupChange[] {
  const { confidence, minimumN } = plan;
  return entries.flatMap((entry, index) => {
    if (COMPLEMENTS.has(entry.metric.id)) return [];
    const { groups, classes } = rankedGroups(slices, entry, { index, minimumN });
    if (groups.length < 2) return [];
    const pairs = pairedGroups(groups);
    const { direction, id } = entry.metric;
    const n = groups.reduce((sum, { change }) => sum + change.n, 0);
    const base = modelGap(groups, 'base', { pairs, direction, confidence, n });
    const candidate = modelGap(groups, 'candidate', { pairs, direction, confidence, n });
    const change = pairs && gapChangeInterval(pairs, { confidence });
    return {
      metric: id,
      ...(entry.label >= 0 && { class: labels[entry.label] ?? '' }),
      groups: groups.length,
      ...(classes && { classes: classes.map((label) => labels[label] ?? '') }),
      base,
      candidate,
      gapChange: {
        value: (candidate.gap.value ?? 0) - (base.gap.value ?? 0),
        low: change?.low ?? null,
        high: change?.high ?? null,
        n,
        method: change?.method ?? 'hybrid',
      },
      heterogeneity: heterogeneity(groups, confidence),
    };
  });
}

interface GapContext {
  pairs: readonly PairedGapGroup[] | null;
  direction: 'higher' | 'lower' | 'none';
  confidence: number;
  n: number;
}

/** The gap of one model, as the audit of that model alone makes it. */
function modelGap(
  groups: readonly ChangedGroup[],
  side: 'base' | 'candidate',
  { pairs, direction, confidence, n }: GapContext,
): ModelGap {
  const values = groups.map((entry) => ({ group: { ...entry.group }, value: entry[side].value }));
  const [low, high] = [
    Math.min(...values.map(({ value }) => value)),
    Math.max(...values.map(({ value }) => value)),
  ];
  const at = (wanted: number): ModelGap['best'] =>
    values.find(({ value }) => value === wanted) ?? { group: {}, value: wanted };
  const [best, worst] = direction === 'lower' ? [at(low), at(high)] : [at(high), at(low)];
  const limits =
    pairs &&
    gapInterval(
      pairs.map((pair) => pair[side]),
      { confidence },
    );
  const value = high - low;
  return {
    best,
    worst,
    gap: { value, low: limits?.low ?? null, high: limits?.high ?? null, n, method: 'hybrid' },
  };
}

/**
 * The groups with enough images. An average over classes is taken over the classes that all of them can define under
 * both models: otherwise one group's mean would be over other classes than another's.
 */
function rankedGroups(
  slices: readonly ChangedSlice[],
  entry: MetricEntry,
  { index, minimumN }: { index: number; minimumN: number },
): { groups: ChangedGroup[]; classes: readonly number[] | null } {
  const ranked = slices.filter(({ changes }) => {
    const change = changes[index];
    return change !== undefined && change.delta !== null && change.n >= minimumN;
  });
  const isPartial = ranked.some(
    ({ changes }) => changes[index]?.delta !== null && isOverFewer(changes[index]),
  );
  const classes = entry.metric.definedClasses && isPartial ? sharedClasses(ranked, entry) : null;
  if (classes?.length === 0) return { groups: [], classes };
  return { groups: ranked.flatMap((slice) => changedGroup(slice, entry, { index, classes }) ?? []), classes };
}

function isOverFewer(change: ChangedSlice['changes'][number] | undefined): boolean {
  return change !== undefined && change.delta !== null && change.classes !== undefined;
}

function sharedClasses(slices: readonly ChangedSlice[], { metric }: MetricEntry): readonly number[] {
  const defined = slices.flatMap(({ joint, scores }) => {
    if (metric.needs === 'scores') {
      return scores ? [metric.definedClasses?.(scores.base), metric.definedClasses?.(scores.candidate)] : [];
    }
    return [metric.definedClasses?.(joint.base), metric.definedClasses?.(joint.candidate)];
  });
  const [first = [], ...others] = defined;
  return first.filter((label) => others.every((own) => own?.includes(label)));
}

/** Measured again where the classes are not those of the slice itself; null where a model cannot define them all. */
function changedGroup(
  { joint, scores, changes, clusters }: ChangedSlice,
  { metric, label }: MetricEntry,
  { index, classes }: { index: number; classes: readonly number[] | null },
): ChangedGroup | null {
  const over = classes ?? undefined;
  let change = changes[index];
  let values: (Measurement | undefined)[];
  if (metric.needs === 'scores') {
    if (over) change = measureScoreChange(metric, scores, over);
    values = [scores?.base, scores?.candidate].map((own) => own && metric.measure(own, over));
  } else {
    if (over) change = measureChange(metric, joint, { label, classes: over, clusters: clusters?.joint });
    values = (['base', 'candidate'] as const).map((side) => {
      const matrix = over ? averagedOver(joint[side], over) : joint[side];
      const own = measure(metric, matrix, label);
      if (!clusters || own.value === null) return own;
      return clustered(own, clusterDesign(metric, matrix, { label, clusters: clusters[side] }));
    });
  }
  const [base, candidate] = values;
  if (!change || change.delta === null || !base || base.value === null) return null;
  if (!candidate || candidate.value === null) return null;
  return { group: joint.group, change, base, candidate };
}

/** Null unless every group has limits under both models and its change a standard error. */
function pairedGroups(groups: readonly ChangedGroup[]): PairedGapGroup[] | null {
  const pairs: PairedGapGroup[] = [];
  for (const { base, candidate, change } of groups) {
    const [before, after] = [gapGroup(base), gapGroup(candidate)];
    if (!before || !after || change.error === null) return null;
    pairs.push({ base: before, candidate: after, change: change.centre, error: change.error });
  }
  return pairs;
}

function heterogeneity(groups: readonly ChangedGroup[], confidence: number): GroupChange['heterogeneity'] {
  const effects: GroupEffect[] = groups.flatMap(({ change: { centre, error } }) =>
    error !== null && error > 0 ? [{ value: centre, variance: error * error }] : [],
  );
  const { statistic, df, p, pooled, iSquared } = heterogeneityTest(effects);
  return { statistic, df, p, pooled, iSquared, tau: tau(effects, confidence) };
}

function tau(effects: readonly GroupEffect[], confidence: number): Estimate {
  const [n, method] = [effects.length, 'paule-mandel'];
  const tau2 = pauleMandelTau2(effects);
  if (tau2 === null) return { value: null, low: null, high: null, n, method, reason: 'no_samples' };
  const limits = qProfileInterval(effects, { confidence });
  return {
    value: Math.sqrt(tau2),
    low: limits && Math.sqrt(limits.low),
    high: limits && Math.sqrt(limits.high),
    n,
    method,
  };
}
