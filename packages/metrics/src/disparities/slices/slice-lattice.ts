import type { Group } from '@evenhand/contracts';
import type { CountTable } from '../../counts/count-table.js';
import { groupingCells } from '../../groupings/grouping-cells.js';

/** Images and right answers of one base cell. */
export interface BaseCell {
  n: number;
  count: number;
}

/** One slice of the lattice and the base cells that it is made of (positions in the cell list). */
export interface LatticeSlice {
  by: readonly string[];
  group: Group;
  members: readonly number[];
  n: number;
  count: number;
}

export interface SliceLattice {
  cells: readonly BaseCell[];
  slices: readonly LatticeSlice[];
  n: number;
  count: number;
}

/** All slices of the given groupings that hold at least `support` images but not all of them. */
export function sliceLattice(
  counts: CountTable,
  groupings: readonly (readonly string[])[],
  support: number,
): SliceLattice {
  const { keys, cells } = baseCells(counts);
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  const slices = groupings.flatMap((by) => {
    const { groups, groupOf } = groupingCells(counts.space, by);
    const members = groups.map((): number[] => []);
    for (const [index, key] of keys.entries()) members[groupOf(key)]?.push(index);
    return groups.map((group, index): LatticeSlice => {
      const own = members[index] ?? [];
      const sum = (pick: (cell: BaseCell) => number): number =>
        own.reduce((total, at) => total + pick(cells[at] ?? { n: 0, count: 0 }), 0);
      return { by, group, members: own, n: sum((cell) => cell.n), count: sum((cell) => cell.count) };
    });
  });
  return {
    cells,
    slices: slices.filter((slice) => slice.n >= support && slice.n < n),
    n,
    count: cells.reduce((sum, cell) => sum + cell.count, 0),
  };
}

function baseCells({ space, entries }: CountTable): { keys: number[]; cells: BaseCell[] } {
  const size = space.spec.labels.length;
  const found = new Map<number, BaseCell>();
  for (const [key, n] of entries) {
    const cell = Math.floor(key / (size * size));
    const isCorrect = Math.floor(key / size) % size === key % size;
    const own = found.get(cell) ?? { n: 0, count: 0 };
    own.n += n;
    own.count += isCorrect ? n : 0;
    found.set(cell, own);
  }
  const keys = [...found.keys()].sort((a, b) => a - b);
  return { keys, cells: keys.map((key) => found.get(key) ?? { n: 0, count: 0 }) };
}
