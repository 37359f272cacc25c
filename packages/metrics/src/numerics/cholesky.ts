/** A symmetric matrix as an array of rows. */
export type Matrix = readonly ArrayLike<number>[];

/** Pivots below this share of their diagonal entry count as 0: the variable depends on those before it. */
const RANK_TOLERANCE = 1e-10;

export interface Factor {
  /** Number of independent variables: rows that depend on earlier ones are zero in `lower`. */
  rank: number;
  /** L with L·Lᵀ equal to the matrix, row by row. */
  lower: readonly Float64Array[];
}

/** Cholesky factor of a symmetric positive semi-definite matrix; dependent variables are dropped, not refused. */
export function cholesky(matrix: Matrix): Factor {
  const size = matrix.length;
  const lower = Array.from({ length: size }, () => new Float64Array(size));
  let rank = 0;
  for (let i = 0; i < size; i++) {
    const row = matrix[i] as ArrayLike<number>;
    const own = lower[i] as Float64Array;
    for (let j = 0; j <= i; j++) {
      const other = lower[j] as Float64Array;
      let sum = row[j] as number;
      for (let k = 0; k < j; k++) sum -= (own[k] as number) * (other[k] as number);
      if (j < i) {
        const pivot = other[j] as number;
        own[j] = pivot === 0 ? 0 : sum / pivot;
      } else if (sum > RANK_TOLERANCE * Math.abs(row[i] as number)) {
        own[i] = Math.sqrt(sum);
        rank += 1;
      }
    }
  }
  return { rank, lower };
}

/** Solves L·y = b; components of dropped variables are 0. */
export function solveLower({ lower }: Factor, b: ArrayLike<number>): Float64Array {
  const y = Float64Array.from(b);
  for (let i = 0; i < y.length; i++) {
    const row = lower[i] as Float64Array;
    let sum = y[i] as number;
    for (let k = 0; k < i; k++) sum -= (row[k] as number) * (y[k] as number);
    const pivot = row[i] as number;
    y[i] = pivot === 0 ? 0 : sum / pivot;
  }
  return y;
}

/** Solves L·Lᵀ·x = b, the matrix's own equations; components of dropped variables are 0. */
export function solve(factor: Factor, b: ArrayLike<number>): Float64Array {
  const { lower } = factor;
  const x = solveLower(factor, b);
  for (let i = x.length - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < x.length; k++) {
      sum -= ((lower[k] as Float64Array)[i] as number) * (x[k] as number);
    }
    const pivot = (lower[i] as Float64Array)[i] as number;
    x[i] = pivot === 0 ? 0 : sum / pivot;
  }
  return x;
}
