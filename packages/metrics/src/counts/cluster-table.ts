import { type CellSpace, type CellSpec, cellOf, cellSpace, classOf } from './cell-space.js';
import type { Counted } from './count-table.js';

/**
 * Counts by cluster (a person, a burst, an album) in the cells of the count table: what cluster-robust standard
 * errors need. Sparse, never more entries than images. Images of the count table that are in no cluster here count as
 * clusters of their own.
 */
export interface ClusterTable {
  readonly space: CellSpace;
  /** Cluster → key of the count table's entries → images. */
  readonly clusters: Map<string, Map<number, number>>;
}

export function emptyClusters(spec: CellSpec): ClusterTable {
  return { space: cellSpace(spec), clusters: new Map() };
}

/** Adds one image of a cluster. Throws `unknown_label` where a label is not declared. */
export function addToCluster(table: ClusterTable, cluster: string, counted: Counted): void {
  const { space, clusters } = table;
  const size = space.spec.labels.length;
  const cell = cellOf(space, counted.group);
  const key = (cell * size + classOf(space, counted.truth)) * size + classOf(space, counted.predicted);
  const own = clusters.get(cluster) ?? new Map<number, number>();
  clusters.set(cluster, own);
  own.set(key, (own.get(key) ?? 0) + 1);
}
