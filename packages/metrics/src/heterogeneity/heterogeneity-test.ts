import type { ChiSquareResult } from '../hypothesis/test-result.js';
import { chiSquareSf } from '../numerics/chi-square.js';

/** An estimate per group with its sampling variance, which must be positive. */
export interface GroupEffect {
  value: number;
  variance: number;
}

export interface Heterogeneity extends ChiSquareResult {
  /** Inverse-variance mean; null without groups. */
  pooled: number | null;
  pooledSe: number | null;
  /** Share of the variation that is not sampling noise, max(0, (Q − df)/Q). */
  iSquared: number;
}

export function checkEffects(name: string, effects: readonly GroupEffect[]): void {
  for (const { value, variance } of effects) {
    if (!(variance > 0 && Number.isFinite(value))) {
      throw new RangeError(`${name}: value ${value} with variance ${variance}`);
    }
  }
}

export interface WeightedMean {
  mean: number;
  /** Σ 1/(v + τ²). */
  weight: number;
  /** Σ (θ − mean)²/(v + τ²). */
  q: number;
  /** −dq/dτ² = Σ (θ − mean)²/(v + τ²)². */
  slope: number;
}

/** Mean with weights 1/(v + τ²), and the weighted sum of squares around it. */
export function weightedMean(effects: readonly GroupEffect[], tau2: number): WeightedMean {
  let [weight, sum] = [0, 0];
  for (const { value, variance } of effects) {
    weight += 1 / (variance + tau2);
    sum += value / (variance + tau2);
  }
  const mean = sum / weight;
  let [q, slope] = [0, 0];
  for (const { value, variance } of effects) {
    const part = (value - mean) ** 2 / (variance + tau2);
    q += part;
    slope += part / (variance + tau2);
  }
  return { mean, weight, q, slope };
}

/**
 * Cochran's Q: is a quantity the same in all groups, given its standard errors? Q = Σ(θ_g − μ)²/v_g, df = G − 1.
 * For changes between two models it asks whether the change helped all groups equally.
 */
export function heterogeneityTest(effects: readonly GroupEffect[]): Heterogeneity {
  checkEffects('heterogeneityTest', effects);
  const df = Math.max(effects.length - 1, 0);
  if (effects.length === 0) {
    return { pooled: null, pooledSe: null, statistic: 0, df, p: null, iSquared: 0 };
  }
  const { mean, weight, q } = weightedMean(effects, 0);
  return {
    pooled: mean,
    pooledSe: 1 / Math.sqrt(weight),
    statistic: q,
    df,
    p: df === 0 ? null : chiSquareSf(q, df),
    iSquared: q > 0 ? Math.max(0, (q - df) / q) : 0,
  };
}
