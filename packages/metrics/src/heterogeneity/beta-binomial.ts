import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import type { Proportion } from '../intervals/proportion.js';
import { betaQuantile } from '../numerics/beta-quantile.js';
import type { BetaShape } from '../numerics/incomplete-beta.js';
import { logFactorial } from '../numerics/log-factorial.js';
import { logRising } from '../numerics/log-rising.js';

export interface Posterior extends Interval {
  mean: number;
}

/** Posterior of a rate with prior Beta(a, b) after count of n: its mean and equal-tailed credible interval. */
export function betaBinomialPosterior(
  { count, n }: Proportion,
  prior: BetaShape,
  options: ConfidenceOptions = {},
): Posterior {
  const shape = { a: prior.a + count, b: prior.b + n - count };
  const tail = (1 - (options.confidence ?? 0.95)) / 2;
  return {
    mean: shape.a / (shape.a + shape.b),
    low: betaQuantile(tail, shape),
    high: betaQuantile(1 - tail, shape),
  };
}

/**
 * ln P(count of n) for a rate that varies as Beta(mean·s, (1−mean)·s), with precision s > 0:
 * ln C(n, k) + ln [B(k + a, n − k + b)/B(a, b)], the ratio by rising factorials.
 */
export function betaBinomialLogPmf({ count, n }: Proportion, mean: number, precision: number): number {
  return (
    logFactorial(n) -
    logFactorial(count) -
    logFactorial(n - count) +
    betaBinomialLogLikelihood({ count, n }, mean, precision)
  );
}

/** The same without the binomial coefficient, which does not depend on mean and precision. */
export function betaBinomialLogLikelihood({ count, n }: Proportion, mean: number, precision: number): number {
  return (
    logRising(mean * precision, count) +
    logRising((1 - mean) * precision, n - count) -
    logRising(precision, n)
  );
}
