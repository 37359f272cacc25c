/**
 * Counts by cluster (a person, a burst, an album) in the cells of a count table, or of a joint one: what cluster-robust
 * standard errors need. Sparse, never more entries than images. Images of the table that are in no cluster here count
 * as clusters of their own. Cluster → key of the table's entries → images.
 */
export type ClusterTable = Map<string, Map<number, number>>;

/** Adds `n` images of a cluster, in the cell of this key. */
export function addToCluster(
  table: ClusterTable,
  cluster: string,
  { key, n = 1 }: { key: number; n?: number },
): void {
  const own = table.get(cluster) ?? new Map<number, number>();
  table.set(cluster, own);
  own.set(key, (own.get(key) ?? 0) + n);
}

/** The same in a fixed order, so that sums do not depend on the order of counting. */
export function clustersInOrder(table: ClusterTable): ClusterTable {
  const names = [...table.keys()].sort();
  return new Map(
    names.map((name) => [name, new Map([...(table.get(name) ?? [])].sort(([a], [b]) => a - b))]),
  );
}
