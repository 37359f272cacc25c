export interface BinaryCounts {
  tn: number;
  fp: number;
  fn: number;
  tp: number;
}

export interface EntropyIndex {
  /** Generalised entropy with α = 2: half the squared coefficient of variation. */
  generalizedEntropy: number;
  /** Theil index, α = 1. */
  theil: number;
  coefficientOfVariation: number;
}

/**
 * Inequality of the benefits b = ŷ − y + 1 (2 for a false positive, 1 for a right decision, 0 for a false negative)
 * over all images, as AIF360's `generalized_entropy_index`. Null without images or where nobody has a benefit.
 * T. Speicher et al., KDD 2018.
 */
export function generalizedEntropy({ tn, fp, fn, tp }: BinaryCounts): EntropyIndex | null {
  const n = tn + fp + fn + tp;
  const mean = (tn + tp + 2 * fp) / n;
  if (!(n > 0 && mean > 0)) return null;
  const [right, twice] = [1 / mean, 2 / mean];
  const squares = ((tn + tp) * right * right + fp * twice * twice) / n;
  const index = Math.max((squares - 1) / 2, 0);
  const theil = ((tn + tp) * right * Math.log(right) + fp * twice * Math.log(twice)) / n;
  return { generalizedEntropy: index, theil, coefficientOfVariation: Math.sqrt(2 * index) };
}
