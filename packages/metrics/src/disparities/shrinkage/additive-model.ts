import type { Proportion } from '../../intervals/proportion.js';
import { cholesky, type Factor, solve, solveLower } from '../../numerics/cholesky.js';

/** Keeps an attribute value without a single error (or success) from running off to infinity. */
const RIDGE = 1e-2;
const MAX_STEPS = 50;
const CONVERGED = 1e-10;
/** Fitted means stay this far from 0 and 1. */
const EDGE = 1e-9;

export interface AdditiveFit {
  /** Fitted rate of every cell. */
  means: Float64Array;
  /** Variance of every fitted rate. */
  variances: Float64Array;
}

/**
 * Logistic regression of the cells' rates on main effects (intercept and one coefficient per attribute value, held by
 * a small ridge), by iteratively reweighted least squares. `effects[c]` lists the columns that are 1 for cell c;
 * `weights` scale the cells' information. Cells without images are fitted too.
 */
export function additiveModel(
  cells: readonly Proportion[],
  effects: readonly (readonly number[])[],
  { columns, weights }: { columns: number; weights: ArrayLike<number> },
): AdditiveFit {
  const beta = new Float64Array(columns);
  const all = cells.reduce((sum, { count, n }) => ({ count: sum.count + count, n: sum.n + n }), {
    count: 0,
    n: 0,
  });
  beta[0] = Math.log((all.count + 0.5) / (all.n - all.count + 0.5));
  let fit = step(cells, effects, { beta, weights });
  for (let count = 0; count < MAX_STEPS; count++) {
    const change = solve(fit.information, fit.score);
    let largest = 0;
    for (const [k, delta] of change.entries()) {
      beta[k] = (beta[k] as number) + delta;
      largest = Math.max(largest, Math.abs(delta));
    }
    fit = step(cells, effects, { beta, weights });
    if (largest < CONVERGED) break;
  }
  // xᵀ·M⁻¹·x = |L⁻¹x|², half the work of a full solution.
  const x = new Float64Array(columns);
  const variances = fit.means.map((mean, c) => {
    x.fill(0);
    for (const k of effects[c] ?? []) x[k] = 1;
    const spread = solveLower(fit.information, x).reduce((sum, y) => sum + y * y, 0);
    return (mean * (1 - mean)) ** 2 * spread;
  });
  return { means: fit.means, variances };
}

function step(
  cells: readonly Proportion[],
  effects: readonly (readonly number[])[],
  { beta, weights }: { beta: Float64Array; weights: ArrayLike<number> },
): { means: Float64Array; score: Float64Array; information: Factor } {
  const columns = beta.length;
  const means = new Float64Array(cells.length);
  const matrix = Array.from({ length: columns }, () => new Float64Array(columns));
  // The ridge does not hold the intercept back.
  const score = new Float64Array(columns);
  for (let k = 1; k < columns; k++) score[k] = -RIDGE * (beta[k] as number);
  for (let k = 0; k < columns; k++) (matrix[k] as Float64Array)[k] = k === 0 ? 1e-12 : RIDGE;
  for (let c = 0; c < cells.length; c++) {
    const { count, n } = cells[c] as Proportion;
    const own = effects[c] as readonly number[];
    let logit = 0;
    for (const k of own) logit += beta[k] as number;
    // A step too far would make the mean exactly 0 or 1, of which there is no Beta distribution.
    const mean = Math.min(1 - EDGE, Math.max(EDGE, 1 / (1 + Math.exp(-logit))));
    means[c] = mean;
    const weight = weights[c] as number;
    const information = weight * n * mean * (1 - mean);
    for (const k of own) {
      score[k] = (score[k] as number) + weight * (count - n * mean);
      const row = matrix[k] as Float64Array;
      for (const l of own) row[l] = (row[l] as number) + information;
    }
  }
  return { means, score, information: cholesky(matrix) };
}
