import { sampleBinomial } from './binomial.js';
import type { RandomStream } from './random-stream.js';

/**
 * A draw of n items over cells with the given non-negative weights (they need not sum to 1): sequential conditional
 * binomials. With the cells' counts as weights this is the bootstrap of the rows behind them.
 */
export function sampleMultinomial(n: number, weights: readonly number[], random: RandomStream): number[] {
  let left = n;
  let mass = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(mass > 0) && n > 0) throw new RangeError('sampleMultinomial: no cell has a positive weight');
  return weights.map((weight) => {
    if (left === 0 || weight === 0) return 0;
    const count = weight >= mass ? left : sampleBinomial(left, Math.min(weight / mass, 1), random);
    left -= count;
    mass -= weight;
    return count;
  });
}
