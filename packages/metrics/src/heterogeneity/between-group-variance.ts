import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { chiSquareQuantile } from '../numerics/chi-square.js';
import { findRoot } from '../numerics/find-root.js';
import { checkEffects, type GroupEffect, weightedMean } from './heterogeneity-test.js';

/** τ² with Q(τ²) = target; 0 where Q is below the target already without between-group variance. */
function solveTau2(effects: readonly GroupEffect[], target: number): number {
  const excess = (tau2: number): number => weightedMean(effects, tau2).q - target;
  if (excess(0) <= 0) return 0;
  let high = Math.max(...effects.map(({ variance }) => variance));
  while (excess(high) > 0) high *= 4;
  return findRoot(excess, 0, high);
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
    low: solveTau2(effects, chiSquareQuantile(1 - tail, df)),
    high: solveTau2(effects, chiSquareQuantile(tail, df)),
  };
}
