/** Probabilities below this are raised to it before the logarithm: the spacing of doubles at 1, as in scikit-learn. */
export const SMALLEST_PROBABILITY = Number.EPSILON;

/** −ln of the probability given to the true class, in nats. */
export function logLoss(scores: ArrayLike<number>, truth: number): number {
  return -Math.log(Math.min(1, Math.max(SMALLEST_PROBABILITY, scores[truth] ?? 0)));
}

/** Brier score in its sum form Σⱼ (pⱼ − yⱼ)², 0 … 2 (scikit-learn: `brier_score_loss(scale_by_half=False)`). */
export function brierScore(scores: ArrayLike<number>, truth: number): number {
  let sum = 0;
  for (let j = 0; j < scores.length; j++) sum += ((scores[j] as number) - (j === truth ? 1 : 0)) ** 2;
  return sum;
}

/**
 * Ranked probability score Σ_{m<K} (F_m − 1{truth ≤ m})²/(K − 1) over the cumulative probabilities in natural order,
 * 0 … 1: the proper score for ordered classes. `order[m]` is the class at place m. Epstein (1969).
 */
export function rankedProbabilityScore(
  scores: ArrayLike<number>,
  truth: number,
  order: readonly number[],
): number {
  let cumulative = 0;
  let reached = 0;
  let sum = 0;
  for (let m = 0; m < order.length - 1; m++) {
    const label = order[m] as number;
    cumulative += scores[label] ?? 0;
    if (label === truth) reached = 1;
    sum += (cumulative - reached) ** 2;
  }
  return sum / (order.length - 1);
}

/**
 * Place (1 … K) of the true class when classes are sorted by falling score. Ties: the later class first, as in
 * scikit-learn's `top_k_accuracy_score`.
 */
export function rankOfTruth(scores: ArrayLike<number>, truth: number): number {
  const own = scores[truth] ?? 0;
  let rank = 1;
  for (let j = 0; j < scores.length; j++) {
    const score = scores[j] as number;
    if (score > own || (score === own && j > truth)) rank++;
  }
  return rank;
}
