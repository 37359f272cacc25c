/**
 * Total variation distance ½·Σ|p_j − q_j| between the distributions behind two rows of counts, 0 … 1; null where a
 * row is empty. Between two groups' rows of one true class it is the multi-class equalized-odds difference.
 */
export function totalVariation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const sum = (row: ArrayLike<number>): number => {
    let total = 0;
    for (let j = 0; j < row.length; j++) total += row[j] ?? 0;
    return total;
  };
  const [totalA, totalB] = [sum(a), sum(b)];
  if (totalA === 0 || totalB === 0) return null;
  let distance = 0;
  for (let j = 0; j < a.length; j++) distance += Math.abs((a[j] ?? 0) / totalA - (b[j] ?? 0) / totalB);
  return distance / 2;
}

export interface WidestPair {
  distance: number;
  /** Positions of the two rows. */
  pair: readonly [number, number];
}

/** The two most different of several groups' rows; null where fewer than two rows have images. */
export function widestTotalVariation(rows: readonly ArrayLike<number>[]): WidestPair | null {
  let widest: WidestPair | null = null;
  for (const [i, a] of rows.entries()) {
    for (const [j, b] of rows.entries()) {
      if (j >= i) break;
      const distance = totalVariation(a, b);
      if (distance !== null && (widest === null || distance > widest.distance)) {
        widest = { distance, pair: [j, i] };
      }
    }
  }
  return widest;
}
