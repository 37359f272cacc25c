import type { Proportion } from '../intervals/proportion.js';
import { binomialPmf } from '../numerics/binomial.js';

/** Tables this close in probability to the observed one count as equally likely, as in R. */
const TOLERANCE = 1 + 1e-7;

/**
 * Fisher's exact test that two proportions are equal, two-sided: the total probability, given all margins, of the
 * tables that are no more likely than the observed one. 1 where nothing can vary. Takes time in the smaller margin.
 */
export function fisherExactTest(a: Proportion, b: Proportion): number {
  const successes = a.count + b.count;
  const low = Math.max(0, successes - b.n);
  const high = Math.min(successes, a.n);
  // The hypergeometric distribution as a product of binomials with one common rate, whose value cancels.
  const rate = successes / (a.n + b.n);
  const weight = (k: number): number => binomialPmf(k, a.n, rate) * binomialPmf(successes - k, b.n, rate);
  const observed = weight(a.count);
  let [all, extreme] = [0, 0];
  for (let k = low; k <= high; k++) {
    const value = weight(k);
    all += value;
    if (value <= observed * TOLERANCE) extreme += value;
  }
  return all > 0 ? Math.min(extreme / all, 1) : 1;
}
