/** Steps through p-values in order and keeps the result monotone, at most 1, and in the caller's order. */
function stepwise(
  p: readonly number[],
  direction: 'up' | 'down',
  factor: (rank: number, size: number) => number,
): number[] {
  const order = p.map((_, i) => i).sort((i, j) => (p[i] ?? 0) - (p[j] ?? 0));
  const adjusted = new Array<number>(p.length).fill(0);
  const ranks = order.map((_, rank) => rank);
  let bound = direction === 'up' ? 1 : 0;
  for (const rank of direction === 'up' ? ranks.reverse() : ranks) {
    const index = order[rank] ?? 0;
    const value = Math.min((p[index] ?? 0) * factor(rank + 1, p.length), 1);
    bound = direction === 'up' ? Math.min(bound, value) : Math.max(bound, value);
    adjusted[index] = bound;
  }
  return adjusted;
}

/** Holm's step-down p-values: family-wise error under any dependence. S. Holm, Scand. J. Stat. 6 (1979) 65-70. */
export function holmAdjusted(p: readonly number[]): number[] {
  return stepwise(p, 'down', (rank, size) => size - rank + 1);
}

/** Benjamini–Hochberg q-values: false discovery rate under independence. J. R. Stat. Soc. B 57 (1995) 289-300. */
export function benjaminiHochbergAdjusted(p: readonly number[]): number[] {
  return stepwise(p, 'up', (rank, size) => size / rank);
}

/** Benjamini–Yekutieli q-values: false discovery rate under any dependence. Annals of Statistics 29 (2001). */
export function benjaminiYekutieliAdjusted(p: readonly number[]): number[] {
  const harmonic = p.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  return stepwise(p, 'up', (rank, size) => (size * harmonic) / rank);
}
