import { normalQuantile } from '../numerics/normal-quantile.js';

/**
 * Šidák's level for each of `size` comparisons so that all hold together at level `alpha`: 1 − (1−α)^(1/m). Exact for
 * independent comparisons, conservative for two-sided normal ones. Z. Šidák, JASA 62 (1967) 626-633.
 */
export function sidakAlpha(alpha: number, size: number): number {
  if (!(alpha > 0 && alpha < 1 && size >= 1))
    throw new RangeError(`sidakAlpha: alpha ${alpha}, ${size} comparisons`);
  return -Math.expm1(Math.log1p(-alpha) / size);
}

/** The two-sided normal critical value at Šidák's level. */
export function sidakZ(alpha: number, size: number): number {
  return -normalQuantile(sidakAlpha(alpha, size) / 2);
}
