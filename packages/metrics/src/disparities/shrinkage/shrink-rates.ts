import type { Group } from '@evenhand/contracts';
import { betaBinomialLogPmf } from '../../heterogeneity/beta-binomial.js';
import type { ConfidenceOptions } from '../../intervals/interval.js';
import type { Proportion } from '../../intervals/proportion.js';
import { betaQuantile } from '../../numerics/beta-quantile.js';
import { additiveModel } from './additive-model.js';

/** Precisions from almost no shrinkage to almost nothing else: tried in steps of 1.78, then of 1.15 around the best. */
const SMALLEST = 2;
const LARGEST = 2000;
const COARSE = 12;
const FINE = 4;
/** Rounds of fitting the mean and the precision in turn. */
const ROUNDS = 3;

export interface ShrunkenRate {
  value: number;
  low: number;
  high: number;
}

/**
 * Empirical-Bayes rates of intersections: every cell's rate comes from a Beta distribution around what the main
 * effects of its attributes say; mean model by weighted logistic regression, precision by maximum marginal
 * likelihood, the uncertainty of the mean included. Small cells are drawn to their expectation, large ones stay. For
 * ranking and tempering headlines, never for verdicts. Null for fewer than three cells with images.
 */
export function shrinkRates(
  groups: readonly Group[],
  rates: readonly Proportion[],
  options: ConfidenceOptions = {},
): ShrunkenRate[] | null {
  if (rates.filter(({ n }) => n > 0).length < 3) return null;
  const { effects, columns } = mainEffects(groups);
  let weights = new Float64Array(rates.length).fill(1);
  let fit = additiveModel(rates, effects, { columns, weights });
  let precision = 1;
  for (let round = 0; round < ROUNDS; round++) {
    precision = likeliestPrecision(rates, fit.means);
    weights = Float64Array.from(rates, ({ n }) => 1 / (1 + Math.max(0, n - 1) / (precision + 1)));
    fit = additiveModel(rates, effects, { columns, weights });
  }
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  return rates.map(({ count, n }, c) => {
    const prior = fit.means[c] as number;
    const total = precision + n;
    const mean = (prior * precision + count) / total;
    const own = (mean * (1 - mean)) / (total + 1);
    const variance = own + (precision / total) ** 2 * (fit.variances[c] as number);
    // A Beta with this mean and variance; its precision cannot be negative.
    const matched = Math.max(1e-3, (mean * (1 - mean)) / variance - 1);
    const shape = { a: mean * matched, b: (1 - mean) * matched };
    return { value: mean, low: betaQuantile(tail, shape), high: betaQuantile(1 - tail, shape) };
  });
}

/** Column 0 is the intercept; then one column per attribute value that occurs. */
function mainEffects(groups: readonly Group[]): { effects: number[][]; columns: number } {
  const known = new Map<string, number>();
  const effects = groups.map((group) => [
    0,
    ...Object.entries(group).map(([name, label]) => {
      const key = JSON.stringify([name, label]);
      const column = known.get(key) ?? known.size + 1;
      known.set(key, column);
      return column;
    }),
  ]);
  return { effects, columns: known.size + 1 };
}

function likeliestPrecision(rates: readonly Proportion[], means: Float64Array): number {
  const filled = [...rates.entries()].filter(([, { n }]) => n > 0);
  const likelihood = (precision: number): number =>
    filled.reduce((sum, [c, rate]) => sum + betaBinomialLogPmf(rate, means[c] as number, precision), 0);
  const step = (LARGEST / SMALLEST) ** (1 / COARSE);
  const coarse = likeliest(
    Array.from({ length: COARSE + 1 }, (_, k) => SMALLEST * step ** k),
    likelihood,
  );
  const around = Array.from({ length: 2 * FINE + 1 }, (_, k) => coarse * step ** ((k - FINE) / FINE));
  return likeliest(
    around.filter((precision) => precision >= SMALLEST && precision <= LARGEST),
    likelihood,
  );
}

function likeliest(candidates: readonly number[], likelihood: (precision: number) => number): number {
  let [best, most] = [SMALLEST, Number.NEGATIVE_INFINITY];
  for (const precision of candidates) {
    const own = likelihood(precision);
    if (own > most) [best, most] = [precision, own];
  }
  return best;
}
