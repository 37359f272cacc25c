import type { AuditPlan, GroupSize, MetricChange, SliceComparison } from '@evenhand/contracts';
import type { MetricEntry } from '../audit/measure-slice.js';
import type { Confusion } from '../metrics/confusion.js';
import type { CriticalValues } from '../metrics/critical-values.js';
import { type ChangeMeasurement, metricChange } from './change-measurement.js';
import type { JointClusters, JointSlice } from './joint-slice.js';
import { measureChange } from './measure-change.js';
import { measureScoreChange, type SliceScorePair } from './measure-score-change.js';
import { sliceTransitions } from './slice-flips.js';

/** What all slices of a task's comparison share. */
export interface CompareContext {
  plan: AuditPlan;
  labels: readonly string[];
  entries: readonly MetricEntry[];
  critical: CriticalValues;
}

/** One slice of a grouping with its changes, in the order of the task's entries. */
export interface ChangedSlice {
  joint: JointSlice;
  scores: SliceScorePair | null;
  changes: readonly ChangeMeasurement[];
  /** Where the images come in clusters. */
  clusters?: JointClusters | undefined;
}

/** Below so many images a group's numbers are about single images. */
export const TINY = 10;

function groupSize(n: number, { minimumN }: AuditPlan): GroupSize {
  if (n === 0) return 'none';
  if (n < TINY) return 'tiny';
  return n < minimumN ? 'few' : 'enough';
}

/**
 * The change of every entry in one group. In a grouping by the task's own label most values are fixed by design: those
 * are null with the reason `degenerate`, as in the audit.
 */
export function measureChanges(
  { joint, scores, clusters }: Omit<ChangedSlice, 'changes'>,
  { entries, isDegenerate }: { entries: readonly MetricEntry[]; isDegenerate: boolean },
): ChangeMeasurement[] {
  return entries.map(({ metric, label }) => {
    const change =
      metric.needs === 'scores'
        ? measureScoreChange(metric, scores)
        : measureChange(metric, joint, { label, clusters: clusters?.joint });
    if (!isDegenerate || metric.withinOwnLabel || joint.n === 0) return change;
    const { method } = change;
    return { base: null, candidate: null, delta: null, n: 0, method, reason: 'degenerate' };
  });
}

/** A group's changes in the form of the comparison document. */
export function compareSlice(
  { joint, changes }: ChangedSlice,
  { plan, labels, entries, critical }: CompareContext,
): SliceComparison {
  const transitions = sliceTransitions(joint, critical);
  const metrics: Record<string, MetricChange> = {};
  const classes = labels.map((label, k) => ({
    label,
    support: joint.base.truth[k] as number,
    predicted: { base: joint.base.predicted[k] as number, candidate: joint.candidate.predicted[k] as number },
    flips: transitions.classes[k]?.flips ?? { bothRight: 0, fixed: 0, broken: 0, bothWrong: 0 },
    pattern: transitions.classes[k]?.pattern ?? { statistic: 0, df: 0, p: null },
    metrics: {} as Record<string, MetricChange>,
  }));
  for (const [index, { metric, label }] of entries.entries()) {
    const change = changes[index];
    const target = label < 0 ? metrics : classes[label]?.metrics;
    if (change && target) target[metric.id] = metricChange(change, critical);
  }
  return {
    group: { ...joint.group },
    n: joint.n,
    size: groupSize(joint.n, plan),
    flips: transitions.flips,
    pattern: transitions.pattern,
    metrics,
    classes,
    confusion: { base: rows(joint.base), candidate: rows(joint.candidate) },
  };
}

function rows({ cells, shape: { size } }: Confusion): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from(cells.subarray(i * size, (i + 1) * size)));
}
