/**
 * Standard error of a metric from its gradient on the cells (delta method): Var = [Σ p g² − (Σ p g)²]/n with
 * p = counts/n. The images are independent; a constant added to the gradient changes nothing.
 */
export function standardError(gradient: Float64Array, counts: Float64Array, n: number): number {
  return Math.sqrt(Math.max(0, covariance(gradient, gradient, { counts, n })));
}

/**
 * Covariance of two metrics of the same images from their gradients: [Σ p g h − (Σ p g)(Σ p h)]/n. Metrics of
 * disjoint groups are independent, and their covariance is 0.
 */
export function covariance(
  g: Float64Array,
  h: Float64Array,
  { counts, n }: { counts: Float64Array; n: number },
): number {
  let product = 0;
  let meanG = 0;
  let meanH = 0;
  for (let c = 0; c < counts.length; c++) {
    const count = counts[c] as number;
    if (count === 0) continue;
    const a = g[c] as number;
    const b = h[c] as number;
    product += count * a * b;
    meanG += count * a;
    meanH += count * b;
  }
  return (product / n - (meanG / n) * (meanH / n)) / n;
}
