export interface HistogramAuroc {
  value: number;
  /** The exact value lies within ± this: all pairs inside one bin count as ties. */
  bound: number;
}

/**
 * AUROC from score histograms of positives and negatives over the same bins, lowest scores first; ½ for pairs in one
 * bin. Null without positives or without negatives.
 */
export function histogramAuroc(
  positives: ArrayLike<number>,
  negatives: ArrayLike<number>,
): HistogramAuroc | null {
  let [below, wins, ties, all] = [0, 0, 0, 0];
  for (let bin = 0; bin < positives.length; bin++) {
    const [p, n] = [positives[bin] ?? 0, negatives[bin] ?? 0];
    wins += p * below;
    ties += p * n;
    below += n;
    all += p;
  }
  const pairs = all * below;
  return pairs > 0 ? { value: (wins + ties / 2) / pairs, bound: ties / 2 / pairs } : null;
}
