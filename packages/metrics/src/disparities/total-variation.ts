import type { Confusion } from '../metrics/confusion.js';

/** Total variation distance ½·Σ_j |p_j − q_j| of two distributions given as counts; null where either is empty. */
export function totalVariation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  let sumA = 0;
  let sumB = 0;
  for (let j = 0; j < a.length; j++) {
    sumA += a[j] as number;
    sumB += b[j] as number;
  }
  if (!(sumA > 0 && sumB > 0)) return null;
  let distance = 0;
  for (let j = 0; j < a.length; j++) {
    distance += Math.abs((a[j] as number) / sumA - (b[j] as number) / sumB);
  }
  return distance / 2;
}

/** Distance of what two groups' images of one true class are predicted as. */
export function rowTotalVariation(a: Confusion, b: Confusion, truth: number): number | null {
  return totalVariation(row(a, truth), row(b, truth));
}

export function row(matrix: Confusion, truth: number): Float64Array {
  const { size } = matrix.shape;
  return matrix.cells.subarray(truth * size, (truth + 1) * size);
}
