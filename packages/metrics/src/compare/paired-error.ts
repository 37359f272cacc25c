import { type Confusion, confusion } from '../metrics/confusion.js';
import type { JointSlice } from './joint-slice.js';

/** Gradients of one metric on the cells of the base's and of the candidate's matrix. */
export interface PairedGradients {
  base: Float64Array;
  candidate: Float64Array;
}

/** Σ (ψ − centre)^power over the images, ψ = g_candidate − g_base being the difference of the influence functions. */
function moment(
  slice: JointSlice,
  gradients: PairedGradients,
  { centre, power }: { centre: number; power: 1 | 2 },
): number {
  const { baseCells, candidateCells, counts } = slice;
  const { base, candidate } = gradients;
  let sum = 0;
  for (let c = 0; c < counts.length; c++) {
    const psi = (candidate[candidateCells[c] as number] as number) - (base[baseCells[c] as number] as number);
    const own = psi - centre;
    sum += (counts[c] as number) * (power === 1 ? own : own * own);
  }
  return sum;
}

/**
 * Standard error of a change from the influence functions on the joint cells: Var = [Σ p ψ² − (Σ p ψ)²]/n. The
 * pairing is exact: what both models share cancels.
 */
export function pairedError(slice: JointSlice, gradients: PairedGradients): number {
  const mean = moment(slice, gradients, { centre: 0, power: 1 }) / slice.n;
  // Centred second pass: a change that does not vary gets 0, not the rounding of two large numbers.
  return Math.sqrt(moment(slice, gradients, { centre: mean, power: 2 })) / slice.n;
}

/** Images that smoothing adds in all, as Agresti and Min's interval does for proportions. */
const ADDED = 2;

/** Both matrices of a slice with two images more: true classes as observed, predictions evenly over all classes. */
export interface SmoothedSlice {
  slice: JointSlice;
  base: Confusion;
  candidate: Confusion;
}

export function smoothed(slice: JointSlice): SmoothedSlice {
  const { base, candidate, n } = slice;
  const { size } = base.shape;
  const spread = (matrix: Confusion): Confusion => {
    const cells = matrix.cells.map((count, cell) => {
      const share = (base.truth[Math.floor(cell / size)] as number) / n;
      return count + (ADDED * share) / size;
    });
    return confusion(matrix.shape, cells);
  };
  return { slice, base: spread(base), candidate: spread(candidate) };
}

/** The same standard error with the added images, whose two predictions are independent; gradients of the smoothed matrices. */
export function smoothedPairedError({ slice, base }: SmoothedSlice, gradients: PairedGradients): number {
  const { size } = base.shape;
  let total = moment(slice, gradients, { centre: 0, power: 1 });
  let squares = moment(slice, gradients, { centre: 0, power: 2 });
  for (let i = 0; i < size; i++) {
    const added = (ADDED * (slice.base.truth[i] as number)) / slice.n;
    if (added === 0) continue;
    const before = rowMoments(gradients.base, i, size);
    const after = rowMoments(gradients.candidate, i, size);
    total += added * (after.mean - before.mean);
    squares += added * (after.square + before.square - 2 * after.mean * before.mean);
  }
  const n = slice.n + ADDED;
  return Math.sqrt(Math.max(squares / n - (total / n) ** 2, 0) / n);
}

function rowMoments(values: Float64Array, row: number, size: number): { mean: number; square: number } {
  let [mean, square] = [0, 0];
  for (let c = row * size; c < (row + 1) * size; c++) {
    mean += (values[c] as number) / size;
    square += (values[c] as number) ** 2 / size;
  }
  return { mean, square };
}
