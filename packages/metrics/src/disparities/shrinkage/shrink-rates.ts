import type { Group } from '@evenhand/contracts';
import { betaBinomialLogLikelihood } from '../../heterogeneity/beta-binomial.js';
import type { ConfidenceOptions } from '../../intervals/interval.js';
import type { Proportion } from '../../intervals/proportion.js';
import { betaQuantile } from '../../numerics/beta-quantile.js';
import { additiveModel } from './additive-model.js';

/** Precisions from almost no shrinkage to almost nothing else. */
const SMALLEST = 2;
const LARGEST = 2000;
/** Golden-section steps on the logarithm: rough while the mean still moves, then to about 5 %. */
const ROUGH = 5;
const CLOSE = 11;
/** Rounds of fitting the mean and the precision in turn. */
const ROUNDS = 3;

/** Beta shapes below this have quantiles closer to 0 or 1 than a double can tell. */
const LEAST = 0.02;

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
    precision = likeliestPrecision(rates, fit.means, round < ROUNDS - 1 ? ROUGH : CLOSE);
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
    const shape = { a: Math.max(LEAST, mean * matched), b: Math.max(LEAST, (1 - mean) * matched) };
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

function likeliestPrecision(rates: readonly Proportion[], means: Float64Array, steps: number): number {
  const filled = [...rates.entries()].filter(([, { n }]) => n > 0);
  const likelihood = (log: number): number =>
    filled.reduce((sum, [c, rate]) => sum + logLikelihood(rate, means[c] as number, Math.exp(log)), 0);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(SMALLEST), Math.log(LARGEST)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [likelihood(left), likelihood(right)];
  for (let count = 0; count < steps; count++) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = likelihood(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = likelihood(right);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Beyond this many images log-gammas are cheaper than the product. */
const MOST_FACTORS = 400;
/** A running product is turned into its logarithm before it underflows. */
const TINY = 1e-250;

/**
 * `betaBinomialLogLikelihood` as Σ_{j<k} ln((a+j)/(s+j)) + Σ_{j<n−k} ln((b+j)/(s+k+j)) with a = mean·s, for cells of
 * the size that needs shrinking: products of factors below 1 are many times cheaper than log-gammas.
 */
function logLikelihood({ count, n }: Proportion, mean: number, precision: number): number {
  if (n > MOST_FACTORS) return betaBinomialLogLikelihood({ count, n }, mean, precision);
  const [a, b] = [mean * precision, (1 - mean) * precision];
  let [sum, product] = [0, 1];
  for (let j = 0; j < n; j++) {
    product *= (j < count ? a + j : b + j - count) / (precision + j);
    if (product < TINY) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}
