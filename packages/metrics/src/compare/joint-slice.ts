import type { Group } from '@evenhand/contracts';
import type { ClusterTable } from '../counts/cluster-table.js';
import type { GroupingCells } from '../groupings/grouping-cells.js';
import { rollUpClusters, type SliceClusters } from '../groupings/roll-up-clusters.js';
import { type Confusion, type ConfusionShape, confusion } from '../metrics/confusion.js';
import type { JointTable } from './joint-table.js';

/** One group's images under two models. */
export interface JointSlice {
  readonly group: Group;
  readonly n: number;
  readonly base: Confusion;
  readonly candidate: Confusion;
  /** Per non-empty joint cell: its cell in the base's matrix, in the candidate's (same row), and its images. */
  readonly baseCells: Int32Array;
  readonly candidateCells: Int32Array;
  readonly counts: Float64Array;
}

/** The joint counts of every group of a grouping, added up from the base cells. */
export function rollUpJoint(table: JointTable, grouping: GroupingCells, shape: ConfusionShape): JointSlice[] {
  const cube = shape.size ** 3;
  const sums = grouping.groups.map(() => new Map<number, number>());
  for (const [key, n] of table.entries) {
    const sum = sums[grouping.groupOf(Math.floor(key / cube))];
    if (sum) sum.set(key % cube, (sum.get(key % cube) ?? 0) + n);
  }
  return sums.map((sum, index) => jointSlice(grouping.groups[index] ?? {}, sum, shape));
}

/** `joint`: (true·K + base's class)·K + candidate's class → images. */
function jointSlice(group: Group, joint: ReadonlyMap<number, number>, shape: ConfusionShape): JointSlice {
  const { size } = shape;
  // In a fixed order, so that sums do not depend on the order of counting.
  const keys = Float64Array.from(joint.keys()).sort();
  const baseCells = Int32Array.from(keys, (key) => Math.floor(key / size));
  const candidateCells = Int32Array.from(keys, (key) => Math.floor(key / size ** 2) * size + (key % size));
  const counts = Float64Array.from(keys, (key) => joint.get(key) ?? 0);
  const [base, candidate] = [new Float64Array(size * size), new Float64Array(size * size)];
  for (let c = 0; c < counts.length; c++) {
    const [a, b] = [baseCells[c] as number, candidateCells[c] as number];
    base[a] = (base[a] as number) + (counts[c] as number);
    candidate[b] = (candidate[b] as number) + (counts[c] as number);
  }
  const own = confusion(shape, base);
  return {
    group,
    n: own.n,
    base: own,
    candidate: confusion(shape, candidate),
    baseCells,
    candidateCells,
    counts,
  };
}

/** The images of one group by cluster, under both models and under each. */
export interface JointClusters {
  /** In the cells of the joint slice. */
  joint: SliceClusters;
  base: SliceClusters;
  candidate: SliceClusters;
}

/** Sorts the clusters' images into the slices that `rollUpJoint` made of the same table and grouping. */
export function rollUpJointClusters(
  clusters: ClusterTable,
  { table, grouping }: { table: JointTable; grouping: GroupingCells },
  slices: readonly JointSlice[],
): JointClusters[] {
  const size = table.space.spec.labels.length;
  const places = slices.map(
    ({ baseCells, candidateCells }) =>
      new Map(Array.from(baseCells, (cell, c) => [cell * size + ((candidateCells[c] as number) % size), c])),
  );
  const joint = rollUpClusters(clusters, grouping, {
    entries: table.entries,
    block: size ** 3,
    cells: (group) => slices[group]?.counts.length ?? 0,
    cellOf: (rest, group) => places[group]?.get(rest) ?? -1,
  });
  return slices.map((slice, group) => {
    const own = joint[group] as SliceClusters;
    return {
      joint: own,
      base: inCells(own, slice.baseCells, size),
      candidate: inCells(own, slice.candidateCells, size),
    };
  });
}

/** The clusters of joint cells as those of one model's confusion matrix. */
function inCells(joint: SliceClusters, cellOf: Int32Array, size: number): SliceClusters {
  const singles = new Float64Array(size * size);
  for (let c = 0; c < cellOf.length; c++) {
    const cell = cellOf[c] as number;
    singles[cell] = (singles[cell] as number) + (joint.singles[c] as number);
  }
  return { ...joint, cell: joint.cell.map((c) => cellOf[c] as number), singles };
}
