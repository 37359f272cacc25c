/** One class against the rest, from histograms. */
export interface ClassAuroc {
  value: number;
  /** The exact value is within ± this: pairs in one bin count as ties. */
  bound: number;
  /** DeLong's standard error; null with fewer than two positives or negatives. */
  error: number | null;
}

/**
 * AUROC of a class from its images and those of the other classes by bin of the score: `counts` has those two numbers
 * for bin b from 2b on; `bins` are those that are not empty, by rising score. Null without positives or without
 * negatives.
 */
export function binnedAuroc(bins: Int32Array, counts: Float64Array): ClassAuroc | null {
  let [p, n, ties] = [0, 0, 0];
  // Σ and Σ² over positives of the negatives below, and over negatives of the positives below (ties half).
  let [sumBelow, squaresBelow, sumAbove, squaresAbove] = [0, 0, 0, 0];
  for (let index = 0; index < bins.length; index++) {
    const at = 2 * (bins[index] as number);
    const positivesHere = counts[at] as number;
    const negativesHere = counts[at + 1] as number;
    const below = n + negativesHere / 2;
    const above = p + positivesHere / 2;
    sumBelow += positivesHere * below;
    squaresBelow += positivesHere * below * below;
    sumAbove += negativesHere * above;
    squaresAbove += negativesHere * above * above;
    ties += positivesHere * negativesHere;
    p += positivesHere;
    n += negativesHere;
  }
  if (!(p > 0 && n > 0)) return null;
  const value = sumBelow / p / n;
  const bound = ties / p / n / 2;
  if (p < 2 || n < 2) return { value, bound, error: null };
  const ofPositives = (squaresBelow - (sumBelow * sumBelow) / p) / (p - 1) / (n * n);
  const ofNegatives = (squaresAbove - (sumAbove * sumAbove) / n) / (n - 1) / (p * p);
  return { value, bound, error: Math.sqrt(Math.max(0, ofPositives / p + ofNegatives / n)) };
}
