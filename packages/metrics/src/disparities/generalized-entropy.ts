/** A binary confusion table of the favourable class. */
export interface BinaryCounts {
  tn: number;
  fp: number;
  fn: number;
  tp: number;
}

/** Inequality of individual benefits b = ŷ − y + 1 (false positive 2, right 1, false negative 0), as in AIF360. */
export interface BenefitInequality {
  /** Generalized entropy index with α = 2, half the squared coefficient of variation. */
  generalizedEntropy: number;
  /** Theil index, α = 1. */
  theil: number;
  coefficientOfVariation: number;
}

/** Null where there are no benefits: no images, or false negatives only. Speicher et al. (2018). */
export function benefitInequality({ tn, fp, fn, tp }: BinaryCounts): BenefitInequality | null {
  const n = tn + fp + fn + tp;
  const mean = (2 * fp + tn + tp) / n;
  if (!(mean > 0)) return null;
  const benefits: [number, number][] = [
    [0, fn],
    [1, tn + tp],
    [2, fp],
  ];
  let squares = 0;
  let theil = 0;
  for (const [benefit, count] of benefits) {
    const share = benefit / mean;
    squares += (count / n) * (share * share - 1);
    if (benefit > 0) theil += (count / n) * share * Math.log(share);
  }
  return { generalizedEntropy: squares / 2, theil, coefficientOfVariation: Math.sqrt(Math.max(0, squares)) };
}
