import type { ClusterTable } from '../counts/cluster-table.js';
import type { CountTable } from '../counts/count-table.js';
import type { GroupingCells } from './grouping-cells.js';

/** The images of one group, cluster by cluster. */
export interface SliceClusters {
  /** Number of clusters with images in the group, images on their own included. */
  size: number;
  /** Clusters of several images, per entry: cluster (from 0), cell (of the confusion matrix, or joint), images. */
  cluster: number[];
  cell: number[];
  images: number[];
  /** Images on their own, per cell. */
  singles: Float64Array;
}

/** What the keys of a table are made of: base cell·block + the rest, which is a cell of the slice. */
export interface ClusterCells {
  /** All entries of the table, in clusters or not. */
  entries: ReadonlyMap<number, number>;
  /** Keys per base cell. */
  block: number;
  /** Number of cells of a group's slice. */
  cells: (group: number) => number;
  /** The cell of the slice that the rest of a key is. */
  cellOf: (rest: number, group: number) => number;
}

/** Sorts every cluster's images into the groups of a grouping; a person may be in several (by age, say). */
export function rollUpClusters(
  clusters: ClusterTable,
  grouping: GroupingCells,
  { entries: all, block, cells, cellOf }: ClusterCells,
): SliceClusters[] {
  const slices = grouping.groups.map(
    (_, group): SliceClusters => ({
      size: 0,
      cluster: [],
      cell: [],
      images: [],
      singles: new Float64Array(cells(group)),
    }),
  );
  const alone = new Map(all);
  for (const entries of clusters.values()) {
    const seen = new Set<SliceClusters>();
    for (const [key, n] of entries) {
      alone.set(key, (alone.get(key) ?? 0) - n);
      const group = grouping.groupOf(Math.floor(key / block));
      const slice = slices[group];
      if (!slice) continue;
      if (!seen.has(slice)) slice.size++;
      seen.add(slice);
      slice.cluster.push(slice.size - 1);
      slice.cell.push(cellOf(key % block, group));
      slice.images.push(n);
    }
  }
  for (const [key, n] of alone) {
    const group = grouping.groupOf(Math.floor(key / block));
    const slice = slices[group];
    if (!slice || n <= 0) continue;
    slice.size += n;
    const cell = cellOf(key % block, group);
    slice.singles[cell] = (slice.singles[cell] as number) + n;
  }
  return slices;
}

/** The clusters of the images in the cells of the confusion matrix. */
export function rollUpCountClusters(
  clusters: ClusterTable,
  { space, entries }: CountTable,
  grouping: GroupingCells,
): SliceClusters[] {
  const block = space.spec.labels.length ** 2;
  return rollUpClusters(clusters, grouping, { entries, block, cells: () => block, cellOf: (rest) => rest });
}
