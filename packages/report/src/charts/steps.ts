/** Shades of a scale of magnitude, 0 to 9. Only nothing at all has the shade 0. */
export function stepOf(share: number): number {
  if (share <= 0) return 0;
  return Math.min(9, 1 + Math.floor(share * 9));
}

/** Shades of a difference, −5 to 5, of which `limit` is the outermost; 0 only where it rounds to nothing. */
export function divergingStep(difference: number, limit: number): number {
  if (limit <= 0) return 0;
  const step = Math.round((5 * difference) / limit);
  return Math.max(-5, Math.min(5, step));
}
