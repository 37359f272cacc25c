import { type Confusion, confusion } from '../metrics/confusion.js';
import type { CountMetric } from '../metrics/metric.js';
import type { NormalGroup } from './normal-range.js';

/**
 * The confusion matrix that each group would have on average if all were treated alike: the pooled confusion rows,
 * applied to the group's own label mix. The counterpart in expectation of permuting groups within true class.
 */
export function fairMatrices(matrices: readonly Confusion[]): Confusion[] {
  const [first] = matrices;
  if (!first) return [];
  const { size } = first.shape;
  const pooled = new Float64Array(size * size);
  for (const { cells } of matrices) {
    for (let c = 0; c < pooled.length; c++) pooled[c] = (pooled[c] as number) + (cells[c] as number);
  }
  const rows = confusion(first.shape, pooled).truth;
  return matrices.map(({ shape, truth }) => {
    const cells = pooled.map((count, c) => {
      const row = Math.floor(c / size);
      const images = rows[row] as number;
      return images > 0 ? ((truth[row] as number) * count) / images : 0;
    });
    return confusion(shape, cells);
  });
}

/**
 * Where a metric of a fairly treated group lies and how much it varies, true classes fixed:
 * Var = Σ_i t_i/n²·[Σ_j a_ij g_ij² − (Σ_j a_ij g_ij)²]. Null where the metric is undefined there.
 */
export function fairGroup(metric: CountMetric, fair: Confusion, label: number): NormalGroup | null {
  const { value } = metric.value(fair, label);
  if (value === null) return null;
  const { size } = fair.shape;
  const gradient = metric.gradient(fair, label);
  let variance = 0;
  for (let i = 0; i < size; i++) {
    const images = fair.truth[i] as number;
    if (images === 0) continue;
    let [mean, square] = [0, 0];
    for (let j = 0; j < size; j++) {
      const share = (fair.cells[i * size + j] as number) / images;
      const g = gradient[i * size + j] as number;
      mean += share * g;
      square += share * g * g;
    }
    variance += images * Math.max(0, square - mean * mean);
  }
  return { centre: value, error: Math.sqrt(variance) / fair.n };
}
