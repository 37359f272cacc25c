import type { CountTable } from '../counts/count-table.js';
import type { GroupingCells } from './grouping-cells.js';

/** Counts true × predicted of every group, K² numbers per group, added up from the base cells. */
export function rollUp(table: CountTable, grouping: GroupingCells): Float64Array[] {
  const square = table.space.spec.labels.length ** 2;
  const matrices = grouping.groups.map(() => new Float64Array(square));
  for (const [key, n] of table.entries) {
    const matrix = matrices[grouping.groupOf(Math.floor(key / square))];
    if (matrix) matrix[key % square] = (matrix[key % square] as number) + n;
  }
  return matrices;
}
