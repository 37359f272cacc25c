import type { Calibration, Estimate, Slice } from '@evenhand/contracts';
import { calibrationTest } from '../calibration/calibration-test.js';
import { equalMassBins } from '../calibration/equal-mass.js';
import type { MeasuredSlice } from '../disparities/audit-disparities.js';
import type { CriticalValues } from '../metrics/critical-values.js';
import { estimateOf } from '../metrics/measurement.js';
import type { SliceScores } from '../scores/slice-scores.js';
import type { MetricEntry } from './measure-slice.js';

/** What all slices of a task share. */
export interface SliceContext {
  labels: readonly string[];
  entries: readonly MetricEntry[];
  critical: CriticalValues;
}

/** A group's counts and measurements in the form of the audit document. */
export function auditSlice(
  { group, matrix, scores, measurements }: MeasuredSlice,
  { labels, entries, critical }: SliceContext,
): Slice {
  const size = labels.length;
  const metrics: Record<string, Estimate> = {};
  const classes = labels.map((label, k) => ({
    label,
    support: matrix.truth[k] as number,
    predicted: matrix.predicted[k] as number,
    metrics: {} as Record<string, Estimate>,
  }));
  for (const [index, { metric, label }] of entries.entries()) {
    const measurement = measurements[index];
    const target = label < 0 ? metrics : classes[label]?.metrics;
    if (measurement && target) target[metric.id] = estimateOf(measurement, critical);
  }
  return {
    group: { ...group },
    n: matrix.n,
    confusion: labels.map((_, i) => Array.from(matrix.cells.subarray(i * size, (i + 1) * size))),
    metrics,
    classes,
    ...(scores && { calibration: calibrationOf(scores) }),
  };
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
