/** Distribution of the gap max − min over independent groups that are all treated alike. */
export interface RangeDistribution {
  /** E[max − min]: the gap that noise alone makes. */
  expected: number;
  /** P(max − min ≥ gap). */
  tail: (gap: number) => number;
}

/** Two gaps of counts that differ by less are the same gap. */
export const TIE = 1e-10;

/** Evaluations of the tail for one percentile, and the relative precision that is enough to print. */
const MAX_EVALUATIONS = 12;
const PRECISION = 1e-3;

/**
 * The gap that a fair treatment exceeds with probability `p` (0.05: its 95th percentile), to three digits: false
 * position on ln P, in Illinois form, which is nearly straight there.
 */
export function rangeQuantile({ expected, tail }: RangeDistribution, p: number): number {
  const excess = (gap: number): number => Math.log(Math.max(tail(gap), 1e-300) / p);
  let [low, high] = [expected, 1.6 * expected];
  if (!(expected > 0)) return 0;
  let [atLow, atHigh] = [excess(low), excess(high)];
  while (atHigh > 0) {
    [low, atLow] = [high, atHigh];
    high *= 1.6;
    atHigh = excess(high);
  }
  for (let count = 0; count < MAX_EVALUATIONS && high - low > PRECISION * high; count++) {
    const middle = low + (high - low) * Math.min(0.95, Math.max(0.05, atLow / (atLow - atHigh)));
    const here = excess(middle);
    if (here > 0) {
      [low, atLow] = [middle, here];
      atHigh /= 2;
    } else {
      [high, atHigh] = [middle, here];
      atLow /= 2;
    }
  }
  return high;
}
