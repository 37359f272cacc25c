import type { Group } from '@evenhand/contracts';
import { type CellSpace, positionsOfCell } from '../counts/cell-space.js';
import { groupingPositions } from './list-groupings.js';

/** The groups of one grouping, all label combinations including empty ones, and the way to them from base cells. */
export interface GroupingCells {
  readonly by: readonly string[];
  /** In data-set order, the last attribute changing fastest. */
  readonly groups: readonly Group[];
  /** Group of a base cell, or −1 where one of the grouping's attributes is null: such images are left out. */
  readonly groupOf: (cell: number) => number;
}

/** With `by` empty there is one group: all images, whatever their labels. */
export function groupingCells(space: CellSpace, by: readonly string[]): GroupingCells {
  const attributes = space.spec.attributes;
  const positions = groupingPositions(attributes, by);
  let groups: Group[] = [{}];
  for (const position of positions) {
    const attribute = attributes[position];
    if (!attribute) continue;
    groups = groups.flatMap((group) =>
      attribute.labels.map((label) => ({ ...group, [attribute.name]: label })),
    );
  }
  const known = new Map<number, number>();
  const groupOf = (cell: number): number => {
    let group = known.get(cell);
    if (group === undefined) {
      const labels = positionsOfCell(space, cell);
      group = 0;
      for (const position of positions) {
        const label = labels[position] ?? -1;
        group = label < 0 || group < 0 ? -1 : group * (attributes[position]?.labels.length ?? 0) + label;
      }
      known.set(cell, group);
    }
    return group;
  };
  return { by, groups, groupOf };
}
