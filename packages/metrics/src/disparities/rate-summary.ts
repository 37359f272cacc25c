/** `count` of `n` images of one group. */
export interface GroupCount {
  count: number;
  n: number;
}

/** Measures of how unequal rates are that fit into one number each. */
export interface RateSummary {
  rates: number[];
  /** All groups together. */
  overall: number;
  difference: number;
  /** Smallest over largest rate; null where the largest is 0. */
  ratio: number | null;
  /** Largest distance of a group from the overall rate. */
  maxDeviation: number;
  error: ErrorInequity;
}

/** Inequity of the error rates e_g; 1 (and 0 for Gini) is parity, null where every error rate is 0. */
export interface ErrorInequity {
  maxOverMin: number | null;
  /** Largest error rate over their geometric mean: the measure that NIST's FRVT part 8 proposes. */
  maxOverGeomean: number | null;
  /** Gini coefficient with the factor G/(G−1) (GARBE). */
  gini: number | null;
  /** True where some error rate was 0 and all were computed as (errors + ½)/(n + 1). */
  smoothed: boolean;
}

/** Summary of success counts; groups without images do not take part, null where fewer than two are left. */
export function rateSummary(groups: readonly GroupCount[]): RateSummary | null {
  const used = groups.filter(({ n }) => n > 0);
  if (used.length < 2) return null;
  const rates = used.map(({ count, n }) => count / n);
  const sum = (pick: (group: GroupCount) => number): number =>
    used.reduce((total, group) => total + pick(group), 0);
  const overall = sum(({ count }) => count) / sum(({ n }) => n);
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  return {
    rates,
    overall,
    difference: high - low,
    ratio: high > 0 ? low / high : null,
    maxDeviation: Math.max(...rates.map((rate) => Math.abs(rate - overall))),
    error: errorInequity(used.map(({ count, n }) => ({ count: n - count, n }))),
  };
}

/** Inequity of error counts. With an error rate of 0, ratios would be infinite: all get half an error more then. */
export function errorInequity(errors: readonly GroupCount[]): ErrorInequity {
  const smoothed = errors.some(({ count }) => count === 0);
  if (errors.length < 2 || errors.every(({ count }) => count === 0)) {
    return { maxOverMin: null, maxOverGeomean: null, gini: null, smoothed: false };
  }
  const rates = errors.map(({ count, n }) => (smoothed ? (count + 0.5) / (n + 1) : count / n));
  const size = rates.length;
  const max = Math.max(...rates);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / size;
  const logs = rates.reduce((sum, rate) => sum + Math.log(rate), 0);
  return {
    maxOverMin: max / Math.min(...rates),
    maxOverGeomean: max / Math.exp(logs / size),
    gini: pairwiseDistance(rates) / (size * (size - 1) * mean),
    smoothed,
  };
}

/** Σ_{a<b} |x_a − x_b| through the sorted values: each one counts its rank. */
function pairwiseDistance(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.reduce((sum, value, rank) => sum + value * (2 * rank - sorted.length + 1), 0);
}

/** Rate over the highest rate, per group: the impact ratio of NYC Local Law 144 and the four-fifths rule. */
export function impactRatios(groups: readonly GroupCount[]): (number | null)[] {
  const highest = Math.max(...groups.map(({ count, n }) => (n > 0 ? count / n : 0)));
  return groups.map(({ count, n }) => (n > 0 && highest > 0 ? count / n / highest : null));
}
