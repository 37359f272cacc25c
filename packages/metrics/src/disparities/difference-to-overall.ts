import type { Estimate } from '@evenhand/contracts';
import type { Confusion } from '../metrics/confusion.js';
import type { CriticalValues } from '../metrics/critical-values.js';
import type { CountMetric } from '../metrics/metric.js';
import { covariance } from '../metrics/standard-error.js';
import { normalSf } from '../numerics/normal-cdf.js';
import type { Comparison } from './compare-groups.js';

/**
 * A group against all images, which contain it. A proportion of all is the mean of the group's and the rest's, so
 * its contrast follows from the one with the rest: θ_g − θ = (1 − w)(θ_g − θ_rest) and θ_g/θ = ρ/(wρ + 1 − w) with
 * ρ = θ_g/θ_rest and w the group's share of the denominator.
 */
export function proportionToOverall({ difference, ratio, p }: Comparison, share: number): Comparison {
  const scaled = (value: number | null): number | null => (value === null ? null : value * (1 - share));
  const mapped = (value: number | null): number | null =>
    value === null ? null : value / (share * value + 1 - share);
  return {
    difference: {
      ...difference,
      value: scaled(difference.value),
      low: scaled(difference.low),
      high: scaled(difference.high),
    },
    ratio: {
      ...ratio,
      value: mapped(ratio.value),
      low: mapped(ratio.low),
      // An infinite limit becomes the largest ratio that a part can have to its whole.
      high: ratio.value === null ? null : (mapped(ratio.high) ?? 1 / share),
    },
    p,
  };
}

/**
 * The same for a smooth metric that is no proportion. One image of the group moves θ_g by IF_g/n_g and θ by IF/N,
 * one of the rest moves θ alone: Var = n_g·Var_g(IF_g/n_g − IF/N) + n_r·Var_r(IF/N), group sizes fixed.
 */
export function metricToOverall(
  metric: CountMetric,
  { group, rest, all }: { group: Confusion; rest: Confusion; all: Confusion },
  { label, critical }: { label: number; critical: CriticalValues },
): Comparison {
  const method = 'delta';
  const n = all.n;
  const [own, whole] = [metric.value(group, label).value, metric.value(all, label).value];
  const nothing: Estimate = { value: null, low: null, high: null, n, method, reason: 'degenerate' };
  if (own === null || whole === null) return { difference: nothing, ratio: nothing, p: null };
  const gradient = metric.gradient(all, label);
  const moved = metric.gradient(group, label).map((g, c) => g - (group.n / n) * (gradient[c] as number));
  const ofGroup = covariance(moved, moved, { counts: group.cells, n: group.n });
  const share = rest.n / n;
  const ofRest =
    rest.n > 0 ? share * share * covariance(gradient, gradient, { counts: rest.cells, n: rest.n }) : 0;
  const error = Math.sqrt(ofGroup + ofRest);
  const value = own - whole;
  const half = critical.z * error;
  return {
    difference: { value, low: value - half, high: value + half, n, method },
    ratio: nothing,
    p: error > 0 ? 2 * normalSf(Math.abs(value) / error) : null,
  };
}
