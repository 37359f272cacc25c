import type { SliceClusters } from '../groupings/roll-up-clusters.js';
import { designOf } from '../metrics/cluster-design.js';
import { averagedOver, type Confusion } from '../metrics/confusion.js';
import type { CountMetric, MetricValue } from '../metrics/metric.js';
import { isRatioMetric } from '../metrics/ratio-metric.js';
import { agrestiMinEstimate, type PairedCounts } from '../paired/paired-difference.js';
import { type ChangeMeasurement, clusteredChange, type MeasuredChange } from './change-measurement.js';
import type { JointSlice } from './joint-slice.js';
import {
  type PairedGradients,
  pairedError,
  type SmoothedSlice,
  smoothed,
  smoothedPairedError,
} from './paired-error.js';
import { type PairedSuccesses, pairedProportion, pairedSuccesses } from './paired-proportion.js';

/** A perfect score may miss its end by rounding. */
const EDGE = 1e-12;

const smoothedSlices = new WeakMap<JointSlice, SmoothedSlice>();

/**
 * Change of a metric of the confusion matrix between two models on the same images. Averages over classes are over
 * the classes that both models can define, or over the given ones. Where nothing varies, or a value sits on the edge
 * of its range, the standard error is that with two images more, spread evenly over the predictions.
 */
export function measureChange(
  metric: CountMetric,
  slice: JointSlice,
  options: ChangeOptions,
): ChangeMeasurement {
  const change = independentChange(metric, slice, options);
  const { label, clusters } = options;
  if (!clusters || change.delta === null) return change;
  const restrict = restriction(metric, slice, options.classes);
  const { base, candidate } = gradients(
    metric,
    { base: restrict(slice.base), candidate: restrict(slice.candidate) },
    label,
  );
  const { counts, n, baseCells, candidateCells } = slice;
  const influence = counts.map(
    (_, c) => (candidate[candidateCells[c] as number] as number) - (base[baseCells[c] as number] as number),
  );
  return clusteredChange(change, designOf(influence, { counts, n, clusters }));
}

export interface ChangeOptions {
  label: number;
  classes?: readonly number[] | undefined;
  /** In the cells of the joint slice, where the images come in clusters. */
  clusters?: SliceClusters | undefined;
}

function independentChange(
  metric: CountMetric,
  slice: JointSlice,
  { label, classes }: ChangeOptions,
): ChangeMeasurement {
  const proportion = pairedProportion(metric, slice.base.shape, label);
  if (proportion) {
    const successes = pairedSuccesses(slice, proportion);
    if (successes.n > 0) return proportionChange(successes, metric.range);
  }
  const averaged = classes ?? commonClasses(metric, slice);
  const restrict = restriction(metric, slice, classes);
  const [before, after] = [restrict(slice.base), restrict(slice.candidate)];
  const [base, candidate] = [metric.value(before, label), metric.value(after, label)];
  const method = proportion ? 'tango' : metric.interval === 't' ? 'paired-t' : 'paired-delta';
  const n = Math.min(base.n, candidate.n);
  if (base.value === null || candidate.value === null) {
    const reason = base.reason ?? candidate.reason ?? 'no_samples';
    return { base: base.value, candidate: candidate.value, delta: null, n, method, reason };
  }
  const delta = candidate.value - base.value;
  let error = pairedError(slice, gradients(metric, { base: before, candidate: after }, label));
  if (!(error > EDGE) || (method !== 'paired-t' && (atEdge(metric, base) || atEdge(metric, candidate)))) {
    const more = smoothedSlices.get(slice) ?? smoothed(slice);
    smoothedSlices.set(slice, more);
    // Smoothing must not bring in classes that the averages were not over.
    const same = averaged ?? metric.definedClasses?.(slice.base);
    const spread = (matrix: Confusion): Confusion => (same ? averagedOver(matrix, same) : matrix);
    const both = { base: spread(more.base), candidate: spread(more.candidate) };
    error = smoothedPairedError(more, gradients(metric, both, label));
  }
  // Sample variance with divisor n − 1, for means.
  if (method === 'paired-t' && slice.n > 1) error *= Math.sqrt(slice.n / (slice.n - 1));
  const count = base.classes === slice.base.shape.size ? undefined : base.classes;
  return {
    base: base.value,
    candidate: candidate.value,
    delta,
    n,
    method,
    pairs: null,
    centre: delta,
    error,
    range: metric.range,
    ...(count !== undefined && { classes: count }),
  };
}

/** Change of a proportion over the same images, of which there must be some. */
export function proportionChange(
  { base, n, fixed, broken }: PairedSuccesses,
  range: readonly [number, number],
): MeasuredChange & { pairs: PairedCounts } {
  // Written out, here and above: spreading objects took longer than all the counting.
  const pairs = { n, fixed, broken };
  const { value: centre, se } = agrestiMinEstimate(pairs);
  const [before, after] = [base / n, (base + fixed - broken) / n];
  const delta = (fixed - broken) / n;
  return {
    base: before,
    candidate: after,
    delta,
    n,
    method: 'tango',
    pairs,
    centre,
    error: se,
    range,
  };
}

/** A matrix as the metric is averaged over it, under both models alike. */
function restriction(
  metric: CountMetric,
  slice: JointSlice,
  classes: readonly number[] | undefined,
): (matrix: Confusion) => Confusion {
  const averaged = classes ?? commonClasses(metric, slice);
  return (matrix) => (averaged ? averagedOver(matrix, averaged) : matrix);
}

/** Room for two gradients: an audit needs some hundred thousand of them, one pair at a time. */
const room = { base: new Float64Array(0), candidate: new Float64Array(0) };

/** Good until the next call. */
function gradients(
  metric: CountMetric,
  matrices: { base: Confusion; candidate: Confusion },
  label: number,
): PairedGradients {
  const { base, candidate } = matrices;
  if (!isRatioMetric(metric)) {
    return { base: metric.gradient(base, label), candidate: metric.gradient(candidate, label) };
  }
  const cells = base.cells.length;
  if (room.base.length !== cells) {
    room.base = new Float64Array(cells);
    room.candidate = new Float64Array(cells);
  }
  room.base.fill(0);
  room.candidate.fill(0);
  metric.addGradient(room.base, base, { label, scale: 1 });
  metric.addGradient(room.candidate, candidate, { label, scale: 1 });
  return room;
}

/** The classes that an average can be over under both models, where they differ; null where all can stay. */
function commonClasses(metric: CountMetric, slice: JointSlice): readonly number[] | null {
  if (slice.base.shape.undefinedClasses !== 'exclude') return null;
  const before = metric.definedClasses?.(slice.base);
  const after = metric.definedClasses?.(slice.candidate);
  if (!before || !after) return null;
  const common = before.filter((label) => after.includes(label));
  return common.length === before.length && common.length === after.length ? null : common;
}

function atEdge({ range: [bottom, top] }: CountMetric, { value }: MetricValue): boolean {
  return value === null || value <= bottom + EDGE || value >= top - EDGE;
}
