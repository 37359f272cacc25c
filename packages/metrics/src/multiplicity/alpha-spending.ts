/**
 * Error rate of the `look`-th look (from 1 on) at the same images: α·6/(π²·look²). However many looks follow, all of them
 * together spend at most α, since Σ 1/k² = π²/6.
 */
export function spentAlpha(alpha: number, look: number): number {
  if (!(alpha > 0 && alpha < 1 && Number.isInteger(look) && look >= 1))
    throw new RangeError(`spentAlpha: alpha ${alpha}, look ${look}`);
  return (6 * alpha) / (Math.PI * look) ** 2;
}
