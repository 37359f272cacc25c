/** A symmetric matrix as an array of rows. */
export type Matrix = readonly (readonly number[])[];

/** Pivots below this share of their diagonal entry count as 0: the variable depends on those before it. */
const RANK_TOLERANCE = 1e-10;

export interface Factor {
  /** Number of independent variables: rows that depend on earlier ones are zero in `lower`. */
  rank: number;
  /** L with L·Lᵀ equal to the matrix, row by row. */
  lower: readonly (readonly number[])[];
}

/** Cholesky factor of a symmetric positive semi-definite matrix; dependent variables are dropped, not refused. */
export function cholesky(matrix: Matrix): Factor {
  const lower: number[][] = [];
  let rank = 0;
  for (const [i, row] of matrix.entries()) {
    const own = new Array<number>(matrix.length).fill(0);
    for (let j = 0; j <= i; j++) {
      const other = j === i ? own : (lower[j] ?? []);
      let sum = row[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (own[k] ?? 0) * (other[k] ?? 0);
      if (j < i) {
        const pivot = other[j] ?? 0;
        own[j] = pivot === 0 ? 0 : sum / pivot;
      } else if (sum > RANK_TOLERANCE * Math.abs(row[i] ?? 0)) {
        own[i] = Math.sqrt(sum);
        rank += 1;
      }
    }
    lower.push(own);
  }
  return { rank, lower };
}

/** Solves L·y = b; components of dropped variables are 0. */
export function solveLower({ lower }: Factor, b: readonly number[]): number[] {
  const y: number[] = [];
  for (const [i, row] of lower.entries()) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (row[k] ?? 0) * (y[k] ?? 0);
    const pivot = row[i] ?? 0;
    y.push(pivot === 0 ? 0 : sum / pivot);
  }
  return y;
}
