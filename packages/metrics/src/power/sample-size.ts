import { normalQuantile } from '../numerics/normal-quantile.js';

export interface EquivalencePlan {
  /** Expected rates of the two groups. */
  rates: readonly [number, number];
  /** Largest difference that does not matter. */
  margin: number;
  /** Size of the first group over that of the second, 1 where left out. */
  sizeRatio?: number | undefined;
  /** One-sided level, 0.05 where left out. */
  alpha?: number | undefined;
  /** 0.8 where left out. */
  power?: number | undefined;
}

/**
 * Images that the second group needs so that a difference is shown to be smaller than a margin:
 * (z_{1−α} + z_{1−β})²·[p1(1−p1)/r + p2(1−p2)]/(δ − |d|)², rounded up. Where the rates are equal both one-sided tests
 * can fail and z_{1−β/2} takes the place of z_{1−β}. Null where the expected difference is not below the margin.
 */
export function equivalenceSampleSize(plan: EquivalencePlan): number | null {
  const { rates, margin, sizeRatio = 1, alpha = 0.05, power = 0.8 } = plan;
  const distance = margin - Math.abs(rates[0] - rates[1]);
  if (!(distance > 0)) return null;
  const beta = rates[0] === rates[1] ? (1 - power) / 2 : 1 - power;
  const z = normalQuantile(alpha) + normalQuantile(beta);
  const variance = (rates[0] * (1 - rates[0])) / sizeRatio + rates[1] * (1 - rates[1]);
  return Math.max(Math.ceil((z * z * variance) / (distance * distance)), 1);
}

/** An estimate, the variance of one image's part in it, and the limit that it is held against. */
export interface SettlingPlan {
  /** Distance of the estimate from the limit; its sign says on which side it is shown to be. */
  distance: number;
  /** Images times squared standard error: p(1−p) for a proportion, the groups' sum for a difference. */
  variance: number;
  /** One-sided critical value of what is to be shown. */
  critical: number;
  /** Probability of showing it. */
  power: number;
}

/**
 * Images (per group) that an estimate needs so that it is shown to be on its side of a limit, were it the true value:
 * (z + z_power)²·variance/distance², rounded up. Null where it is the limit itself.
 */
export function settlingSampleSize({ distance, variance, critical, power }: SettlingPlan): number | null {
  if (distance === 0) return null;
  const z = critical + normalQuantile(power);
  return Math.max(Math.ceil((z * z * variance) / (distance * distance)), 1);
}
