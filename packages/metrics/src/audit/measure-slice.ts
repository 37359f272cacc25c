import type { Group } from '@evenhand/contracts';
import type { SliceClusters } from '../groupings/roll-up-clusters.js';
import { clusterDesign } from '../metrics/cluster-design.js';
import type { Confusion } from '../metrics/confusion.js';
import { measure } from '../metrics/measure.js';
import { clustered, type Measured, type Measurement } from '../metrics/measurement.js';
import type { CountMetric, Metric, ScoreMetric } from '../metrics/metric.js';
import { countMetrics, scoreMetrics } from '../metrics/registry.js';
import type { SliceScores } from '../scores/slice-scores.js';

/** One number of a slice: a metric, of one class (its position) or of the whole matrix (−1). */
export type MetricEntry = { metric: CountMetric; label: number } | { metric: ScoreMetric; label: -1 };

/** The counts of one group, and its scores where the run kept them. */
export interface SliceData {
  matrix: Confusion;
  scores: SliceScores | null;
  /** Where images come in clusters. */
  clusters?: SliceClusters | undefined;
}

/** One slice of a grouping with its numbers, in the order of the task's entries. */
export interface MeasuredSlice extends SliceData {
  group: Group;
  measurements: readonly Measurement[];
  /** At the label mix of the whole; null where the group lacks a class, or where that makes no sense. */
  standardised: readonly (Measured | null)[] | null;
}

/** All numbers of a task's slices in a fixed order: aggregates, scores, then class by class. */
export function metricEntries(
  classes: number,
  { isOrdinal, hasScores }: { isOrdinal: boolean; hasScores: boolean },
): MetricEntry[] {
  const wanted = countMetrics.filter(({ needs }) => needs === 'counts' || isOrdinal);
  const aggregates = wanted.filter(({ scope }) => scope === 'aggregate');
  const perClass = wanted.filter(({ scope }) => scope === 'class');
  const scored = scoreMetrics.filter((metric) => hasScores && metric.appliesTo(classes, isOrdinal));
  return [
    ...aggregates.map((metric) => ({ metric, label: -1 })),
    ...scored.map((metric) => ({ metric, label: -1 as const })),
    ...Array.from({ length: classes }, (_, label) => perClass.map((metric) => ({ metric, label }))).flat(),
  ];
}

/**
 * Measures every entry of one group. In a grouping by the task's own label most values are fixed by design
 * (precision inside a race is 1): those are null with the reason `degenerate`.
 */
export function measureSlice(
  { matrix, scores, clusters }: SliceData,
  entries: readonly MetricEntry[],
  isDegenerate: boolean,
): Measurement[] {
  return entries.map(({ metric, label }) => {
    if (isDegenerate && !metric.withinOwnLabel && matrix.n > 0) return nothing(metric, 'degenerate');
    if (metric.needs !== 'scores') {
      const measured = measure(metric, matrix, label);
      if (!clusters || measured.value === null) return measured;
      return clustered(measured, clusterDesign(metric, matrix, { label, clusters }));
    }
    return scores ? metric.measure(scores) : nothing(metric, 'no_samples');
  });
}

function nothing(metric: Metric, reason: 'degenerate' | 'no_samples'): Measurement {
  return { value: null, n: 0, method: metric.interval, reason };
}
