import type { Grouping } from '@evenhand/contracts';
import { countText } from '../format/number-text.js';
import { minimumOf, type Planned } from '../groups/evidence.js';
import { groupKey } from '../groups/group-name.js';

export interface CrossTable {
  title: string;
  caption: string;
  rowAttribute: string;
  columnAttribute: string;
  columns: readonly string[];
  rows: readonly {
    label: string;
    cells: readonly { label: string; n: number; nText: string; few: boolean }[];
    totalText: string;
  }[];
  totals: readonly string[];
}

/** Images in every intersection of two attributes; undefined for other groupings. */
export function crossTable(grouping: Grouping, planned: Planned = {}): CrossTable | undefined {
  const minimum = minimumOf(planned);
  const [rowAttribute, columnAttribute] = grouping.by;
  if (rowAttribute === undefined || columnAttribute === undefined || grouping.by.length !== 2)
    return undefined;
  const count = new Map(grouping.slices.map((slice) => [groupKey(slice.group), slice.n]));
  const labelsOf = (attribute: string): string[] => [
    ...new Set(grouping.slices.map(({ group }) => group[attribute] ?? '')),
  ];
  const columns = labelsOf(columnAttribute);
  const rows = labelsOf(rowAttribute).map((label) => {
    const cells = columns.map((column) => {
      const n = count.get(groupKey({ [rowAttribute]: label, [columnAttribute]: column })) ?? 0;
      return { label: column, n, nText: countText(n), few: n < minimum };
    });
    return { label, cells, totalText: countText(cells.reduce((sum, { n }) => sum + n, 0)) };
  });
  const all = grouping.slices.length;
  const few = grouping.slices.filter(({ n }) => n < minimum).length;
  return {
    title:
      few === 0
        ? `${rowAttribute} × ${columnAttribute}: every intersection has at least ${minimum} images`
        : `${rowAttribute} × ${columnAttribute}: ${few} of ${all} intersections have fewer than ${minimum} images`,
    caption: `Images per intersection. Hatched: fewer than ${minimum}, too few to be ranked.`,
    rowAttribute,
    columnAttribute,
    columns,
    rows,
    totals: columns.map((_, index) =>
      countText(rows.reduce((sum, row) => sum + (row.cells[index]?.n ?? 0), 0)),
    ),
  };
}
