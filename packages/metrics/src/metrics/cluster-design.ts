import type { SliceClusters } from '../groupings/roll-up-clusters.js';
import type { Confusion } from './confusion.js';
import type { CountMetric } from './metric.js';
import { covariance } from './standard-error.js';

/** How much less the images of a group say because they come in clusters. */
export interface ClusterDesign {
  /** Variance over that of as many independent images, at least 1. */
  effect: number;
  clusters: number;
}

/** Without at least two clusters, or any variance to see, every cluster counts as one image. */
function mostCautious(clusters: SliceClusters, n: number): ClusterDesign {
  return { effect: Math.max(1, n / Math.max(1, clusters.size)), clusters: clusters.size };
}

/**
 * Design effect of any metric from its gradient: linearised (sandwich) variance M/(M−1)·Σ_c (u_c − ū)²/n² over the
 * clusters' sums u_c of influence values, over the variance for independent images. Cut at 1 from below: few clusters
 * may seem to say more than as many independent images, by chance.
 */
export function clusterDesign(
  metric: CountMetric,
  matrix: Confusion,
  { label, clusters }: { label: number; clusters: SliceClusters },
): ClusterDesign {
  const { cells: counts, n } = matrix;
  return designOf(metric.gradient(matrix, label), { counts, n, clusters });
}

/** The same from the influence of an image in each cell on whatever is measured, and the images per cell. */
export function designOf(
  gradient: Float64Array,
  { counts, n, clusters }: { counts: Float64Array; n: number; clusters: SliceClusters },
): ClusterDesign {
  if (clusters.size < 2) return mostCautious(clusters, n);
  const independent = covariance(gradient, gradient, { counts, n });
  if (!(independent > 1e-24)) return mostCautious(clusters, n);
  const mean = gradient.reduce((sum, g, c) => sum + g * (counts[c] as number), 0) / n;
  // The influence values add up to 0 over all images, and so do the clusters' sums.
  const sums = new Float64Array(clusters.size);
  for (let at = 0; at < clusters.cell.length; at++) {
    const influence = (gradient[clusters.cell[at] as number] as number) - mean;
    const cluster = clusters.cluster[at] as number;
    sums[cluster] = (sums[cluster] as number) + influence * (clusters.images[at] as number);
  }
  const squares =
    sums.reduce((sum, u) => sum + u * u, 0) +
    clusters.singles.reduce((sum, images, c) => sum + images * ((gradient[c] as number) - mean) ** 2, 0);
  const variance = ((clusters.size / (clusters.size - 1)) * squares) / (n * n);
  return { effect: Math.max(1, variance / independent), clusters: clusters.size };
}
