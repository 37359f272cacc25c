/** Lower Cholesky factor of a symmetric positive definite matrix (rows), and solutions with it. */
export interface Cholesky {
  solve: (right: ArrayLike<number>) => Float64Array;
}

/** Throws where the matrix is not positive definite. */
export function cholesky(matrix: readonly ArrayLike<number>[]): Cholesky {
  const size = matrix.length;
  const factor = matrix.map(() => new Float64Array(size));
  for (const [i, row] of factor.entries()) {
    for (let j = 0; j <= i; j++) {
      const other = factor[j] as Float64Array;
      let sum = matrix[i]?.[j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (row[k] as number) * (other[k] as number);
      if (i !== j) row[j] = sum / (other[j] as number);
      else if (sum > 0) row[j] = Math.sqrt(sum);
      else throw new RangeError('cholesky: the matrix is not positive definite');
    }
  }
  const solve = (right: ArrayLike<number>): Float64Array => {
    const x = Float64Array.from(right);
    for (const [i, row] of factor.entries()) {
      for (let k = 0; k < i; k++) x[i] = (x[i] as number) - (row[k] as number) * (x[k] as number);
      x[i] = (x[i] as number) / (row[i] as number);
    }
    for (let i = size - 1; i >= 0; i--) {
      for (let k = i + 1; k < size; k++) {
        x[i] = (x[i] as number) - ((factor[k] as Float64Array)[i] as number) * (x[k] as number);
      }
      x[i] = (x[i] as number) / ((factor[i] as Float64Array)[i] as number);
    }
    return x;
  };
  return { solve };
}
