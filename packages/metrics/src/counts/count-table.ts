import { type CellGroup, type CellSpace, type CellSpec, cellOf, cellSpace, classOf } from './cell-space.js';

/**
 * The sufficient statistic of one task: how many images fall in each base cell × true class × predicted class.
 * Sparse (never more entries than images), exact up to 2⁵³, and a commutative monoid under `mergeCounts` with
 * `emptyCounts` as its neutral element, so shards and streams give the same table as one pass.
 */
export interface CountTable {
  readonly space: CellSpace;
  /** (cell·K + true class)·K + predicted class → images, without zeros. */
  readonly entries: Map<number, number>;
}

/** One image, or `n` equal ones. Classes by name or by position in the task's labels. */
export interface Counted {
  group: CellGroup;
  truth: string | number;
  predicted: string | number;
}

export function emptyCounts(spec: CellSpec): CountTable {
  return { space: cellSpace(spec), entries: new Map() };
}

/** Where an image is counted. Throws `unknown_label` where a label is not declared. */
export function countKey(space: CellSpace, { group, truth, predicted }: Counted): number {
  const size = space.spec.labels.length;
  return (cellOf(space, group) * size + classOf(space, truth)) * size + classOf(space, predicted);
}

/** Adds `n` images to the table. Throws `unknown_label` where a label is not declared. */
export function addCount(table: CountTable, counted: Counted, n = 1): void {
  const { space, entries } = table;
  const key = countKey(space, counted);
  if (!(Number.isSafeInteger(n) && n >= 0)) throw new RangeError(`addCount: ${n} is not a number of images`);
  if (n > 0) entries.set(key, (entries.get(key) ?? 0) + n);
}
