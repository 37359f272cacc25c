import { type Confusion, confusion } from '../metrics/confusion.js';
import type { CountMetric } from '../metrics/metric.js';

/** A metric at a common label mix, or the true classes that the group lacks, for which there is no such value. */
export type StandardisedMetric =
  | { value: number; se: number; missing?: undefined }
  | { value: null; se: null; missing: readonly number[] };

/**
 * The confusion matrix that a group would have with the reference's label mix: each row's distribution over
 * predictions, times the reference's share of that true class. Cells add up to 1. Null where a row is needed that the
 * group does not have.
 */
export function standardiseLabelMix(matrix: Confusion, reference: readonly number[]): Confusion | null {
  const { size } = matrix.shape;
  const total = reference.reduce((sum, weight) => sum + weight, 0);
  if (missingRows(matrix, reference).length > 0 || !(total > 0)) return null;
  const cells = matrix.cells.map((count, c) => {
    const row = Math.floor(c / size);
    const images = matrix.truth[row] ?? 0;
    return images > 0 ? (((reference[row] ?? 0) / total) * count) / images : 0;
  });
  return confusion(matrix.shape, cells);
}

function missingRows(matrix: Confusion, reference: readonly number[]): number[] {
  return Array.from(matrix.truth.keys()).filter((i) => (reference[i] ?? 0) > 0 && matrix.truth[i] === 0);
}

/**
 * Any count metric at a common label mix, with its standard error for rows that are independent given their totals:
 * Var = Σ_i π_i²/n_i·[Σ_j a_ij g_ij² − (Σ_j a_ij g_ij)²], a_ij the row's distribution and g the metric's gradient at
 * the standardised matrix. Makes prevalence-sensitive metrics (precision, F1, kappa) comparable between groups.
 */
export function standardisedMetric(
  metric: CountMetric,
  matrix: Confusion,
  { reference, label }: { reference: readonly number[]; label: number },
): StandardisedMetric {
  const standardised = standardiseLabelMix(matrix, reference);
  if (standardised === null) return { value: null, se: null, missing: missingRows(matrix, reference) };
  return metricOfStandardised(metric, matrix, { standardised, label });
}

/** The same where the standardised matrix is known: it serves all metrics of a group. */
export function metricOfStandardised(
  metric: CountMetric,
  matrix: Confusion,
  { standardised, label }: { standardised: Confusion; label: number },
): StandardisedMetric {
  const { value } = metric.value(standardised, label);
  if (value === null) return { value: null, se: null, missing: [] };
  const { size } = matrix.shape;
  const gradient = metric.gradient(standardised, label);
  let variance = 0;
  for (let i = 0; i < size; i++) {
    const share = standardised.truth[i] as number;
    const images = matrix.truth[i] as number;
    if (images === 0) continue;
    let [mean, square] = [0, 0];
    for (let j = 0; j < size; j++) {
      const a = (matrix.cells[i * size + j] as number) / images;
      const g = gradient[i * size + j] as number;
      mean += a * g;
      square += a * g * g;
    }
    variance += (share * share * Math.max(square - mean * mean, 0)) / images;
  }
  return { value, se: Math.sqrt(variance) };
}
