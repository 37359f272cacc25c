import type { Calibration, ClassMetrics, Estimate, Group, Slice } from '@evenhand/contracts';
import { calibrationTest } from '../calibration/calibration-test.js';
import { equalMassBins } from '../calibration/equal-mass.js';
import type { Confusion } from '../metrics/confusion.js';
import type { CriticalValues } from '../metrics/critical-values.js';
import type { CountMetric, Metric } from '../metrics/metric.js';
import { metricEstimate } from '../metrics/metric-estimate.js';
import { countMetrics, scoreMetrics } from '../metrics/registry.js';
import type { SliceScores } from '../scores/slice-scores.js';

const aggregateMetrics = countMetrics.filter(({ scope }) => scope === 'aggregate');
const classMetrics = countMetrics.filter(({ scope }) => scope === 'class');
const nominalMetrics = aggregateMetrics.filter(({ needs }) => needs === 'counts');

/** The counts of one group, and its scores where the run kept them. */
export interface SliceData {
  matrix: Confusion;
  scores: SliceScores | null;
}

/** What all slices of one grouping share. */
export interface SliceContext {
  labels: readonly string[];
  ordinal: boolean;
  /** The grouping contains the task's own label. */
  degenerate: boolean;
  critical: CriticalValues;
}

/** Everything that the counts and scores of one group say. */
export function auditSlice(group: Group, { matrix, scores }: SliceData, context: SliceContext): Slice {
  const size = context.labels.length;
  return {
    group: { ...group },
    n: matrix.n,
    confusion: context.labels.map((_, i) => Array.from(matrix.cells.subarray(i * size, (i + 1) * size))),
    metrics: {
      ...estimates(context.ordinal ? aggregateMetrics : nominalMetrics, matrix, { ...context, label: -1 }),
      ...(scores && scoreEstimates(scores, context)),
    },
    classes: context.labels.map(
      (name, label): ClassMetrics => ({
        label: name,
        support: matrix.truth[label] as number,
        predicted: matrix.predicted[label] as number,
        metrics: estimates(classMetrics, matrix, { ...context, label }),
      }),
    ),
    ...(scores && { calibration: calibrationOf(scores) }),
  };
}

function estimates(
  metrics: readonly CountMetric[],
  matrix: Confusion,
  { label, critical, degenerate }: SliceContext & { label: number },
): Record<string, Estimate> {
  const found: Record<string, Estimate> = {};
  for (const metric of metrics) {
    found[metric.id] = meant(metric, metricEstimate(metric, matrix, { label, critical }), degenerate);
  }
  return found;
}

function scoreEstimates(scores: SliceScores, context: SliceContext): Record<string, Estimate> {
  const found: Record<string, Estimate> = {};
  for (const metric of scoreMetrics) {
    if (!metric.appliesTo(context.labels.length, context.ordinal)) continue;
    found[metric.id] = meant(metric, metric.estimate(scores, context.critical).estimate, context.degenerate);
  }
  return found;
}

/** In a grouping by the task's own label most metrics are fixed by design: null, with that reason. */
function meant(metric: Metric, estimate: Estimate, degenerate: boolean): Estimate {
  if (!degenerate || metric.withinOwnLabel || estimate.reason === 'no_samples') return estimate;
  const { n, method } = estimate;
  return { value: null, low: null, high: null, n, method, reason: 'degenerate' };
}

function calibrationOf(scores: SliceScores): Calibration {
  const bins = equalMassBins(scores.fineBins);
  return {
    n: scores.n,
    bins: bins.map(({ n, sumConfidence, sumCorrect }) => ({
      n,
      confidence: sumConfidence / n,
      accuracy: sumCorrect / n,
    })),
    test: calibrationTest(bins),
    clipped: scores.clipped,
  };
}
