import type { ClusterTable } from '../counts/cluster-table.js';
import type { CountTable } from '../counts/count-table.js';
import type { GroupingCells } from './grouping-cells.js';

/** The images of one group, cluster by cluster. */
export interface SliceClusters {
  /** Number of clusters with images in the group, images on their own included. */
  size: number;
  /** Clusters of several images, per entry: cluster (from 0), cell of the confusion matrix, images. */
  cluster: number[];
  cell: number[];
  images: number[];
  /** Images on their own, per cell of the confusion matrix. */
  singles: Float64Array;
}

/** Sorts every cluster's images into the groups of a grouping; a person may be in several (by age, say). */
export function rollUpClusters(
  { clusters }: ClusterTable,
  { space, entries: all }: CountTable,
  grouping: GroupingCells,
): SliceClusters[] {
  const square = space.spec.labels.length ** 2;
  const slices = grouping.groups.map(
    (): SliceClusters => ({ size: 0, cluster: [], cell: [], images: [], singles: new Float64Array(square) }),
  );
  const groupOf = (key: number): SliceClusters | undefined =>
    slices[grouping.groupOf(Math.floor(key / square))];
  const alone = new Map(all);
  for (const entries of clusters.values()) {
    const seen = new Set<SliceClusters>();
    for (const [key, n] of entries) {
      alone.set(key, (alone.get(key) ?? 0) - n);
      const slice = groupOf(key);
      if (!slice) continue;
      if (!seen.has(slice)) slice.size++;
      seen.add(slice);
      slice.cluster.push(slice.size - 1);
      slice.cell.push(key % square);
      slice.images.push(n);
    }
  }
  for (const [key, n] of alone) {
    const slice = groupOf(key);
    if (!slice || n <= 0) continue;
    slice.size += n;
    slice.singles[key % square] = (slice.singles[key % square] as number) + n;
  }
  return slices;
}
