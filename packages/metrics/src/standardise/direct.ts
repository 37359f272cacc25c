import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { checkProportions, type Proportion } from '../intervals/proportion.js';
import { wilsonInterval } from '../intervals/wilson.js';

export interface StandardisedRate {
  /** Σ count/Σ n, without standardisation. */
  crude: number | null;
  /** Σ w_s·p_s over the strata that the group has; null where it has none of them. */
  value: number | null;
  se: number | null;
  /** n that gives a plain proportion the same standard error. */
  effectiveSize: number | null;
  /** Wilson's interval at the effective size. */
  interval: Interval;
  /** Share of the reference that the group's strata cover: below 1, the rate is for the common part only. */
  coverage: number;
}

/**
 * Direct standardisation: what a group's rate would be with the reference's mix of strata (the other attributes).
 * `strata` and `reference` (counts or weights) are in one order; strata without images in the group are left out and
 * the weights scaled up. Var = Σ w_s²·p_s(1−p_s)/n_s.
 */
export function directStandardisation(
  strata: readonly Proportion[],
  reference: readonly number[],
  options: ConfidenceOptions = {},
): StandardisedRate {
  checkProportions('directStandardisation', ...strata);
  const n = strata.reduce((sum, stratum) => sum + stratum.n, 0);
  const crude = n > 0 ? strata.reduce((sum, { count }) => sum + count, 0) / n : null;
  const all = reference.reduce((sum, weight) => sum + weight, 0);
  const covered = strata.reduce((sum, stratum, s) => sum + (stratum.n > 0 ? (reference[s] ?? 0) : 0), 0);
  const coverage = all > 0 ? covered / all : 0;
  if (covered === 0) {
    return { crude, value: null, se: null, effectiveSize: null, interval: { low: 0, high: 1 }, coverage };
  }
  let [value, variance, unit] = [0, 0, 0];
  for (const [s, stratum] of strata.entries()) {
    if (stratum.n === 0) continue;
    const weight = (reference[s] ?? 0) / covered;
    const rate = stratum.count / stratum.n;
    value += weight * rate;
    variance += (weight * weight * rate * (1 - rate)) / stratum.n;
    unit += (weight * weight) / stratum.n;
  }
  value = Math.min(value, 1);
  // Rates of 0 and 1 only: no variance to see, so the size comes from the weights alone.
  const effectiveSize = variance > 0 ? (value * (1 - value)) / variance : 1 / unit;
  const interval = wilsonInterval(value * effectiveSize, effectiveSize, options);
  return { crude, value, se: Math.sqrt(variance), effectiveSize, interval, coverage };
}
