/** Position where two rows of counts differ most in share. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [sumA, sumB] = [total(a), total(b)];
  let [most, at] = [-1, 0];
  for (let j = 0; j < a.length; j++) {
    const difference = Math.abs((a[j] as number) / sumA - (b[j] as number) / sumB);
    if (difference > most) [most, at] = [difference, j];
  }
  return at;
}

/**
 * Mean total variation distance that chance makes between two samples of one distribution (given as counts):
 * ½·Σ_j √(2/π)·√(p_j(1 − p_j)·scale), scale = 1/n_a + 1/n_b for separate samples, 1/n − 1/N for a part and its whole.
 */
export function expectedDistance(counts: ArrayLike<number>, scale: number): number {
  const sum = total(counts);
  let distance = 0;
  for (let j = 0; j < counts.length; j++) {
    const share = (counts[j] as number) / sum;
    distance += Math.sqrt(share * (1 - share) * scale);
  }
  return distance / Math.sqrt(2 * Math.PI);
}

function total(row: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j] as number;
  return sum;
}
