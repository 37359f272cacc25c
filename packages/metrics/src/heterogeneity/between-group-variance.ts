import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { chiSquareQuantile } from '../numerics/chi-square.js';
import { checkEffects, type GroupEffect, weightedMean } from './heterogeneity-test.js';

const MAX_STEPS = 100;

/**
 * τ² with Q(τ²) = target; 0 where Q is below the target already without between-group variance. Newton's method on
 * 1/Q, which is linear for equal variances and rises more slowly than its tangents for others, from the left.
 */
function solveTau2(effects: readonly GroupEffect[], target: number): number {
  let tau2 = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    const { q, slope } = weightedMean(effects, tau2);
    const change = ((q / target - 1) * q) / slope;
    if (!(change > 1e-15 * tau2)) return tau2;
    tau2 += change;
  }
  return tau2;
}

/** Chi-square quantiles that were asked for: they depend on the number of groups alone. */
const known = new Map<string, number>();

function quantile(p: number, df: number): number {
  const key = `${p}/${df}`;
  let value = known.get(key);
  if (value === undefined) {
    value = chiSquareQuantile(p, df);
    known.set(key, value);
  }
  return value;
}

/**
 * Between-group variance τ² of the true values, by DerSimonian and Laird's moment formula; 0 where negative, null for
 * fewer than two groups. R. DerSimonian and N. Laird, Controlled Clinical Trials 7 (1986) 177-188.
 */
export function dersimonianLairdTau2(effects: readonly GroupEffect[]): number | null {
  checkEffects('dersimonianLairdTau2', effects);
  if (effects.length < 2) return null;
  const { weight, q } = weightedMean(effects, 0);
  const squares = effects.reduce((sum, { variance }) => sum + 1 / (variance * variance), 0);
  return Math.max(0, (q - (effects.length - 1)) / (weight - squares / weight));
}

/**
 * Between-group variance τ² by Paule and Mandel: the root of Σ(θ_g − μ)²/(v_g + τ²) = G − 1, 0 where there is none;
 * null for fewer than two groups. R. C. Paule and J. Mandel, J. Res. NBS 87 (1982) 377-385.
 */
export function pauleMandelTau2(effects: readonly GroupEffect[]): number | null {
  checkEffects('pauleMandelTau2', effects);
  return effects.length < 2 ? null : solveTau2(effects, effects.length - 1);
}

/**
 * Q-profile interval for τ²: the values at which Q meets the chi-square quantiles; null for fewer than two groups.
 * W. Viechtbauer, Statistics in Medicine 26 (2007) 37-52.
 */
export function qProfileInterval(
  effects: readonly GroupEffect[],
  options: ConfidenceOptions = {},
): Interval | null {
  checkEffects('qProfileInterval', effects);
  const df = effects.length - 1;
  if (df < 1) return null;
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  return {
    low: solveTau2(effects, quantile(1 - tail, df)),
    high: solveTau2(effects, quantile(tail, df)),
  };
}
