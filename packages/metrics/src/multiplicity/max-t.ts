import { quantile } from '../bootstrap/percentile.js';
import { hashWord, randomStream } from '../random/random-stream.js';

export interface MaxTOptions {
  seed: number;
  /** Family-wise error rate, 0.05 where left out. */
  alpha?: number | undefined;
  /** Simulated families, 4,000 where left out. */
  draws?: number | undefined;
}

const PURPOSE = hashWord('max-t');

/**
 * Largest |difference| over all pairs, in standard errors, of independent normals with the given variances and equal
 * means: simulated values in rising order. Their quantile is the max-T critical value for pairwise comparisons.
 */
export function pairwiseMaxT(variances: readonly number[], options: MaxTOptions): Float64Array {
  const draws = options.draws ?? 4000;
  const random = randomStream({ seed: options.seed, purpose: PURPOSE });
  const sds = variances.map(Math.sqrt);
  const scales = variances.map((a) => variances.map((b) => 1 / Math.sqrt(a + b)));
  const largest = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    const values = sds.map((sd) => sd * random.normal());
    let most = 0;
    for (const [i, row] of scales.entries()) {
      for (let j = 0; j < i; j++) {
        const difference = Math.abs((values[i] ?? 0) - (values[j] ?? 0)) * (row[j] ?? 0);
        if (difference > most) most = difference;
      }
    }
    largest[draw] = most;
  }
  return largest.sort();
}

/** Max-T critical value for all pairwise differences of independent estimates with these variances, at `alpha`. */
export function pairwiseMaxTCriticalValue(variances: readonly number[], options: MaxTOptions): number {
  return quantile(pairwiseMaxT(variances, options), 1 - (options.alpha ?? 0.05));
}

/** Single-step max-T p-values: (1 + simulated maxima at least as large)/(1 + draws) for each |z|. */
export function maxTAdjusted(z: readonly number[], maxima: Float64Array): number[] {
  return z.map((value) => {
    let [low, high] = [0, maxima.length];
    // First position whose maximum is at least |z|.
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((maxima[middle] ?? 0) < Math.abs(value)) low = middle + 1;
      else high = middle;
    }
    return (1 + maxima.length - low) / (1 + maxima.length);
  });
}
