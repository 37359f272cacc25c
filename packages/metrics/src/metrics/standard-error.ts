/**
 * Standard error of a metric from its gradient on the cells (delta method): Var = [Σ p g² − (Σ p g)²]/n with
 * p = counts/n. The images are independent; a constant added to the gradient changes nothing.
 */
export function standardError(gradient: Float64Array, counts: Float64Array, n: number): number {
  return Math.sqrt(covariance(gradient, gradient, { counts, n }));
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
  let meanG = 0;
  let meanH = 0;
  for (let c = 0; c < counts.length; c++) {
    const count = counts[c] as number;
    meanG += count * (g[c] as number);
    meanH += count * (h[c] as number);
  }
  meanG /= n;
  meanH /= n;
  // Centred second pass: a metric that does not vary gets 0, not the rounding of two large numbers.
  let product = 0;
  for (let c = 0; c < counts.length; c++) {
    product += (counts[c] as number) * ((g[c] as number) - meanG) * ((h[c] as number) - meanH);
  }
  return product / (n * n);
}
