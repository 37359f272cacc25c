import type { ConfidenceOptions, Interval } from './interval.js';
import { wilsonInterval } from './wilson.js';

/** Images of one person, burst or album: how many, and how many of them count. */
export interface Cluster {
  count: number;
  n: number;
}

export interface ClusteredProportion {
  value: number | null;
  /** Linearised standard error; null where there are fewer than two clusters. */
  se: number | null;
  /** Variance over that of as many independent images; null where that is 0 or unknown. */
  designEffect: number | null;
  effectiveSize: number | null;
  interval: Interval;
}

/**
 * A proportion over clustered images: p̂ = Σ count/Σ n with the linearised (sandwich) variance of a ratio,
 * M/(M−1)·Σ(count_c − p̂·n_c)²/n² over M clusters, and Wilson's interval at n/deff. Where every cluster agrees and
 * the design effect says nothing, the interval treats each cluster as one image: the most cautious reading.
 */
export function clusterRobustProportion(
  clusters: readonly Cluster[],
  options: ConfidenceOptions = {},
): ClusteredProportion {
  const used = clusters.filter((cluster) => cluster.n > 0);
  const n = used.reduce((sum, cluster) => sum + cluster.n, 0);
  const count = used.reduce((sum, cluster) => sum + cluster.count, 0);
  if (n === 0) {
    const nothing = { value: null, se: null, designEffect: null, effectiveSize: null };
    return { ...nothing, interval: { low: 0, high: 1 } };
  }
  const value = count / n;
  const squares = used.reduce((sum, cluster) => sum + (cluster.count - value * cluster.n) ** 2, 0);
  const size = used.length;
  const binomial = (value * (1 - value)) / n;
  const variance = size < 2 ? null : ((size / (size - 1)) * squares) / (n * n);
  if (variance === null || binomial === 0 || variance === 0) {
    return {
      value,
      se: variance === null ? null : Math.sqrt(variance),
      designEffect: null,
      effectiveSize: null,
      interval: wilsonInterval(value * size, size, options),
    };
  }
  const designEffect = variance / binomial;
  const effectiveSize = n / designEffect;
  return {
    value,
    se: Math.sqrt(variance),
    designEffect,
    effectiveSize,
    interval: wilsonInterval(value * effectiveSize, effectiveSize, options),
  };
}
