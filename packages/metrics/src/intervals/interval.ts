/** Two confidence limits, low ≤ high. */
export interface Interval {
  low: number;
  high: number;
}

export interface ConfidenceOptions {
  /** Two-sided confidence level in (0, 1), 0.95 where left out. */
  confidence?: number | undefined;
}

/** Throws where `count` of `n` cannot be a proportion. Counts need not be whole: effective sizes are not. */
export function checkProportion(name: string, count: number, n: number): void {
  if (!(n >= 0 && count >= 0 && count <= n && Number.isFinite(n))) {
    throw new RangeError(`${name}: ${count} of ${n} is not a proportion`);
  }
}
