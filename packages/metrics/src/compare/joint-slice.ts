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
  /** Where the cells of each true class begin: they lie together, class by class. One more than there are classes. */
  readonly rows: Int32Array;
}

/** Largest dense table in entries (16 MB); beyond it sparse maps are smaller. */
const DENSE_ENTRIES = 2_097_152;

/** The joint counts of every group of a grouping, added up from the base cells. */
export function rollUpJoint(table: JointTable, grouping: GroupingCells, shape: ConfusionShape): JointSlice[] {
  const cube = shape.size ** 3;
  const { groups } = grouping;
  const sums =
    groups.length * cube <= DENSE_ENTRIES
      ? denseSums(table, grouping, cube)
      : sparseSums(table, grouping, cube);
  return groups.map((group, index) => jointSlice(group, sums[index] ?? noSum, shape));
}

/** Numbers of the non-empty joint cells, (true·K + base's class)·K + candidate's class, rising, and their images. */
interface JointSum {
  keys: Float64Array;
  counts: Float64Array;
}

const noSum: JointSum = { keys: new Float64Array(0), counts: new Float64Array(0) };

function denseSums({ entries }: JointTable, { groups, groupOf }: GroupingCells, cube: number): JointSum[] {
  const dense = new Float64Array(groups.length * cube);
  for (const [key, n] of entries) {
    const cell = Math.floor(key / cube);
    const group = groupOf(cell);
    if (group < 0) continue;
    const at = group * cube + (key - cell * cube);
    dense[at] = (dense[at] as number) + n;
  }
  const [keys, counts] = [new Float64Array(entries.size), new Float64Array(entries.size)];
  let end = 0;
  return groups.map((_, group) => {
    const start = end;
    for (let key = 0; key < cube; key++) {
      const n = dense[group * cube + key] as number;
      if (n === 0) continue;
      keys[end] = key;
      counts[end] = n;
      end += 1;
    }
    return { keys: keys.subarray(start, end), counts: counts.subarray(start, end) };
  });
}

function sparseSums({ entries }: JointTable, { groups, groupOf }: GroupingCells, cube: number): JointSum[] {
  const sums = groups.map(() => new Map<number, number>());
  for (const [key, n] of entries) {
    const sum = sums[groupOf(Math.floor(key / cube))];
    if (sum) sum.set(key % cube, (sum.get(key % cube) ?? 0) + n);
  }
  return sums.map((sum) => {
    // In a fixed order, so that sums do not depend on the order of counting.
    const keys = Float64Array.from(sum.keys()).sort();
    return { keys, counts: keys.map((key) => sum.get(key) ?? 0) };
  });
}

function jointSlice(group: Group, { keys, counts }: JointSum, shape: ConfusionShape): JointSlice {
  const { size } = shape;
  const cells = keys.length;
  const [baseCells, candidateCells] = [new Int32Array(cells), new Int32Array(cells)];
  const [base, candidate] = [new Float64Array(size * size), new Float64Array(size * size)];
  for (let c = 0; c < cells; c++) {
    const key = keys[c] as number;
    const a = Math.floor(key / size);
    const b = Math.floor(a / size) * size + (key - a * size);
    baseCells[c] = a;
    candidateCells[c] = b;
    base[a] = (base[a] as number) + (counts[c] as number);
    candidate[b] = (candidate[b] as number) + (counts[c] as number);
  }
  const rows = new Int32Array(size + 1).fill(keys.length);
  for (let c = keys.length - 1; c >= 0; c--) rows[Math.floor((baseCells[c] as number) / size)] = c;
  for (let i = size - 1; i >= 0; i--) rows[i] = Math.min(rows[i] as number, rows[i + 1] as number);
  const own = confusion(shape, base);
  return {
    group,
    n: own.n,
    base: own,
    candidate: confusion(shape, candidate),
    baseCells,
    candidateCells,
    counts,
    rows,
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
