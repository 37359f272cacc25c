import type { Disparity } from '@evenhand/contracts';
import type { Proportion } from '../intervals/proportion.js';
import { miettinenNurminenRatioInterval } from '../intervals/ratio.js';

/** The threshold of the U.S. Uniform Guidelines and of New York City's Local Law 144 reports. */
const FOUR_FIFTHS = 0.8;

/**
 * The four-fifths rule on the lowest rate over the highest, with its uncertainty: violated only where the whole
 * Miettinen–Nurminen interval is below 0.8, met only where it is above. Null where the highest rate is 0.
 */
export function fourFifths(
  worst: Proportion,
  best: Proportion,
  confidence: number,
): NonNullable<Disparity['fourFifths']> | null {
  if (best.count === 0) return null;
  const { low, high } = miettinenNurminenRatioInterval(worst, best, { confidence });
  const value = worst.count / worst.n / (best.count / best.n);
  const ratio = { value, low, high, n: worst.n + best.n, method: 'miettinen-nurminen' };
  const verdict = high < FOUR_FIFTHS ? 'violated' : low >= FOUR_FIFTHS ? 'met' : 'inconclusive';
  return { ratio, verdict };
}
