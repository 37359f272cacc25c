import { sampleMultinomial } from '../random/multinomial.js';
import { hashWord, randomStream } from '../random/random-stream.js';

export interface BootstrapOptions {
  seed: number;
  /** 2,000 where left out. */
  replicates?: number | undefined;
}

export interface BootstrapResult {
  /** Values of the statistic, replicates in which it is undefined left out. */
  values: Float64Array;
  /** Share of the replicates that were left out: above 1 % no interval should be printed. */
  droppedShare: number;
}

const PURPOSE = hashWord('bootstrap');

/**
 * Bootstrap of the images behind count tables, stratified by group with fixed group sizes: multinomial draws of the
 * cells, distributed exactly as resampled rows at a cost that does not grow with their number. Replicate and group
 * name the random stream, so any replicate can be computed anywhere.
 */
export function bootstrapCounts(
  groups: readonly (readonly number[])[],
  statistic: (groups: readonly (readonly number[])[]) => number | null,
  options: BootstrapOptions,
): BootstrapResult {
  const replicates = options.replicates ?? 2000;
  const sizes = groups.map((cells) => cells.reduce((sum, count) => sum + count, 0));
  const values: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const drawn = groups.map((cells, stratum) => {
      const random = randomStream({ seed: options.seed, purpose: PURPOSE, replicate, stratum });
      return sampleMultinomial(sizes[stratum] ?? 0, cells, random);
    });
    const value = statistic(drawn);
    if (value !== null) values.push(value);
  }
  return { values: Float64Array.from(values), droppedShare: 1 - values.length / replicates };
}
