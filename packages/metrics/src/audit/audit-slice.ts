import type { AuditPlan, Calibration, Estimate, Slice } from '@evenhand/contracts';
import { calibrationTest } from '../calibration/calibration-test.js';
import { detectableInGroup } from '../disparities/detectable-difference.js';
import type { Proportion } from '../intervals/proportion.js';
import type { Confusion } from '../metrics/confusion.js';
import type { CriticalValues } from '../metrics/critical-values.js';
import { estimateOf, type Measurement } from '../metrics/measurement.js';
import type { SliceScores } from '../scores/slice-scores.js';
import type { MeasuredSlice, MetricEntry } from './measure-slice.js';

/** What all slices of a task share. */
export interface SliceContext {
  plan: AuditPlan;
  labels: readonly string[];
  entries: readonly MetricEntry[];
  critical: CriticalValues;
  /** Images per true class in the whole test set. */
  labelMix: readonly number[];
}

/** What the slices of one grouping share. */
export interface SliceSiblings {
  /** All images, and how many are right, over the grouping's slices. */
  whole: Proportion;
  /** Whether values at a common label mix belong here: not for the whole, nor in a grouping by the task's label. */
  isStandardised: boolean;
}

/** A group's counts and measurements in the form of the audit document. */
export function auditSlice(
  slice: MeasuredSlice,
  context: SliceContext,
  { whole, isStandardised }: SliceSiblings,
): Slice {
  const { group, matrix, scores, measurements } = slice;
  const { labels, plan } = context;
  const size = labels.length;
  const { metrics, classes } = printed(measurements, context);
  return {
    group: { ...group },
    n: matrix.n,
    confusion: labels.map((_, i) => rowOf(matrix.cells, i * size, size)),
    metrics,
    classes: labels.map((label, k) => ({
      label,
      support: matrix.truth[k] as number,
      predicted: matrix.predicted[k] as number,
      metrics: classes[k] ?? {},
    })),
    ...(scores && { calibration: calibrationOf(scores) }),
    sufficiency: sufficiency(matrix.n, plan.minimumN),
    detectable: detectableInGroup(correct(matrix), whole, { isError: false, plan }),
    ...(isStandardised && standardisedOf(slice, context)),
  };
}

/** As Array.from on a subarray, which is many times slower. */
function rowOf(cells: Float64Array, start: number, size: number): number[] {
  const row: number[] = [];
  for (let j = 0; j < size; j++) row.push(cells[start + j] as number);
  return row;
}

function printed(
  measurements: readonly (Measurement | null)[],
  { labels, entries, critical }: SliceContext,
): { metrics: Record<string, Estimate>; classes: Record<string, Estimate>[] } {
  const metrics: Record<string, Estimate> = {};
  const classes = labels.map((): Record<string, Estimate> => ({}));
  for (const [index, { metric, label }] of entries.entries()) {
    const measurement = measurements[index];
    const target = label < 0 ? metrics : classes[label];
    if (measurement && target) target[metric.id] = estimateOf(measurement, critical);
  }
  return { metrics, classes };
}

function standardisedOf(
  { matrix, standardised }: MeasuredSlice,
  context: SliceContext,
): Pick<Slice, 'standardised' | 'missing'> {
  const { labels } = context;
  if (!standardised) {
    return {
      standardised: null,
      missing: labels.filter((_, k) => context.labelMix[k] !== 0 && matrix.truth[k] === 0),
    };
  }
  const { metrics, classes } = printed(standardised, context);
  return {
    standardised: {
      metrics,
      classes: labels.map((label, k) => ({ label, metrics: classes[k] ?? {} })),
    },
  };
}

/** Images and right answers of a matrix. */
export function correct({ shape, cells, n }: Confusion): Proportion {
  let count = 0;
  for (let k = 0; k < shape.size; k++) count += cells[k * (shape.size + 1)] as number;
  return { count, n };
}

/** A share of fewer than ten images says next to nothing, whatever the plan's minimum. */
const FEW = 10;

function sufficiency(n: number, minimumN: number): NonNullable<Slice['sufficiency']> {
  if (n === 0) return 'none';
  if (n < Math.min(FEW, minimumN)) return 'few';
  return n < minimumN ? 'small' : 'enough';
}

function calibrationOf(scores: SliceScores): Calibration {
  const bins = scores.massBins;
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
