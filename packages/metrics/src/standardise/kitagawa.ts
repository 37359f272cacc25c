import { checkProportions, type Proportion } from '../intervals/proportion.js';

export interface GapDecomposition {
  /** Rate of a less rate of b. */
  gap: number;
  /** What is left at equal mixes: Σ (p_as − p_bs)(w_as + w_bs)/2. */
  rates: number;
  /** What the different mixes of strata make: Σ (w_as − w_bs)(p_as + p_bs)/2. */
  composition: number;
  /** The gap changes its sign when the mixes are made equal (Simpson's paradox). */
  isReversed: boolean;
}

/**
 * Kitagawa's (Oaxaca–Blinder's) decomposition of the gap between two groups into rates and composition; the two parts
 * add up to the gap exactly. A stratum that one group lacks is taken at the other's rate: it counts as composition.
 * Null where a group is empty. E. M. Kitagawa, JASA 50 (1955) 1168-1194.
 */
export function kitagawaDecomposition(
  a: readonly Proportion[],
  b: readonly Proportion[],
): GapDecomposition | null {
  checkProportions('kitagawaDecomposition', ...a, ...b);
  const size = (strata: readonly Proportion[]): number => strata.reduce((sum, { n }) => sum + n, 0);
  const [sizeA, sizeB] = [size(a), size(b)];
  if (sizeA === 0 || sizeB === 0) return null;
  let [rates, composition] = [0, 0];
  for (const [s, left] of a.entries()) {
    const right = b[s] ?? { count: 0, n: 0 };
    if (left.n === 0 && right.n === 0) continue;
    const rateA = left.n > 0 ? left.count / left.n : right.count / right.n;
    const rateB = right.n > 0 ? right.count / right.n : rateA;
    const [weightA, weightB] = [left.n / sizeA, right.n / sizeB];
    rates += ((rateA - rateB) * (weightA + weightB)) / 2;
    composition += ((weightA - weightB) * (rateA + rateB)) / 2;
  }
  const count = (strata: readonly Proportion[]): number => strata.reduce((sum, part) => sum + part.count, 0);
  const gap = count(a) / sizeA - count(b) / sizeB;
  return { gap, rates, composition, isReversed: gap * rates < 0 };
}
