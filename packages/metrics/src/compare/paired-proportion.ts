import type { CellWeights, ConfusionShape } from '../metrics/confusion.js';
import type { CountMetric } from '../metrics/metric.js';
import { isRatioMetric } from '../metrics/ratio-metric.js';
import type { PairedCounts } from '../paired/paired-difference.js';
import type { JointSlice } from './joint-slice.js';

/** A proportion over the same images under both models: which true classes count, and which cells are successes. */
export interface PairedProportion {
  /** By true class. */
  counted: Uint8Array;
  /** By cell of the confusion matrix. */
  success: Uint8Array;
}

const known = new WeakMap<ConfusionShape['weights'], Map<string, PairedProportion | null>>();

/**
 * The metric as a proportion of images whose denominator depends on the true class alone, so that it is over the same
 * images whatever the model (accuracy, recall, specificity, selection rate …); null for all other metrics.
 */
export function pairedProportion(
  metric: CountMetric,
  shape: ConfusionShape,
  label: number,
): PairedProportion | null {
  if (!isRatioMetric(metric) || metric.interval !== 'wilson') return null;
  const found = known.get(shape.weights) ?? new Map<string, PairedProportion | null>();
  known.set(shape.weights, found);
  const key = `${metric.id}/${label}`;
  let proportion = found.get(key);
  if (proportion === undefined) {
    proportion = fromWeights(metric.weights(shape, label), shape.size);
    found.set(key, proportion);
  }
  return proportion;
}

function fromWeights({ cells, numerator, denominator }: CellWeights, size: number): PairedProportion | null {
  const share = new Float64Array(size * size);
  const success = new Uint8Array(size * size);
  for (let at = 0; at < cells.length; at++) {
    share[cells[at] as number] = denominator[at] as number;
    success[cells[at] as number] = numerator[at] as number;
  }
  const counted = Uint8Array.from({ length: size }, (_, i) => share[i * size] as number);
  const sameForAll = share.every((weight, cell) => weight === counted[Math.floor(cell / size)]);
  return sameForAll ? { counted, success } : null;
}

/** Images of a paired proportion: those that succeed under the base, and those that only one model makes succeed. */
export interface PairedSuccesses extends PairedCounts {
  base: number;
}

export function pairedSuccesses(slice: JointSlice, { counted, success }: PairedProportion): PairedSuccesses {
  const { baseCells, candidateCells, counts, rows } = slice;
  let [n, base, fixed, broken] = [0, 0, 0, 0];
  for (let i = 0; i < counted.length; i++) {
    if (counted[i] === 0) continue;
    const end = rows[i + 1] as number;
    for (let c = rows[i] as number; c < end; c++) {
      const count = counts[c] as number;
      const before = success[baseCells[c] as number] === 1;
      const after = success[candidateCells[c] as number] === 1;
      n += count;
      if (before) base += count;
      if (before && !after) broken += count;
      if (after && !before) fixed += count;
    }
  }
  return { n, base, fixed, broken };
}
