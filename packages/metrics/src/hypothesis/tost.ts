import type { Interval } from '../intervals/interval.js';
import { differenceScore, miettinenNurminenDifferenceInterval } from '../intervals/miettinen-nurminen.js';
import type { Proportion } from '../intervals/proportion.js';
import { normalCdf, normalSf } from '../numerics/normal-cdf.js';

export interface EquivalenceResult {
  /** Against "the difference is at most −margin". */
  pLower: number;
  /** Against "the difference is at least +margin". */
  pUpper: number;
  /** The larger one: equivalence is shown where it is below α. */
  p: number;
  /** Interval at confidence 1 − 2α: inside (−margin, margin) exactly where p < α. */
  interval: Interval;
}

export interface EquivalenceOptions {
  /** Largest difference that does not matter, in (0, 1). */
  margin: number;
  /** Level of each one-sided test, 0.05 where left out. */
  alpha?: number | undefined;
}

/**
 * Two one-sided Miettinen–Nurminen score tests that the difference a − b of two proportions is smaller than a margin.
 * With an empty group nothing is shown: p = 1. D. J. Schuirmann, J. Pharmacokin. Biopharm. 15 (1987) 657-680.
 */
export function equivalenceTest(
  a: Proportion,
  b: Proportion,
  options: EquivalenceOptions,
): EquivalenceResult {
  const { margin, alpha = 0.05 } = options;
  if (!(margin > 0 && margin < 1)) throw new RangeError(`equivalenceTest: margin ${margin} is not in (0, 1)`);
  const interval = miettinenNurminenDifferenceInterval(a, b, { confidence: 1 - 2 * alpha });
  const { pLower, pUpper } = oneSided(a, b, margin);
  return { pLower, pUpper, p: Math.max(pLower, pUpper), interval };
}

/** The p-value of {@link equivalenceTest} alone. */
export function equivalenceP(a: Proportion, b: Proportion, margin: number): number {
  const { pLower, pUpper } = oneSided(a, b, margin);
  return Math.max(pLower, pUpper);
}

function oneSided(a: Proportion, b: Proportion, margin: number): { pLower: number; pUpper: number } {
  if (a.n === 0 || b.n === 0) return { pLower: 1, pUpper: 1 };
  return {
    pLower: normalSf(differenceScore(a, b, -margin)),
    pUpper: normalCdf(differenceScore(a, b, margin)),
  };
}
