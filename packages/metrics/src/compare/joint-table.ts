import { UserError } from '@evenhand/contracts';
import {
  type CellGroup,
  type CellSpace,
  type CellSpec,
  cellOf,
  cellSpace,
  classOf,
} from '../counts/cell-space.js';

/**
 * The sufficient statistic of two models on the same images: how many images fall in each base cell × true class ×
 * class predicted by the base × by the candidate. Cells are numbered as in the count table; sparse (never more
 * entries than images), exact, and mergeable by adding.
 */
export interface JointTable {
  readonly space: CellSpace;
  /** ((cell·K + true class)·K + base's class)·K + candidate's class → images, without zeros. */
  readonly entries: Map<number, number>;
}

/** One image under both models. Classes by name or by position in the task's labels. */
export interface Compared {
  group: CellGroup;
  truth: string | number;
  base: string | number;
  candidate: string | number;
}

export function emptyJoint(spec: CellSpec): JointTable {
  const space = cellSpace(spec);
  if (!Number.isSafeInteger(space.cells * spec.labels.length ** 3)) {
    throw new UserError({
      code: 'too_many_cells',
      message: `${spec.attributes.length} attributes and ${spec.labels.length} classes under two models make more cells than can be numbered.`,
      hint: 'Leave out the attributes that nobody is grouped by.',
    });
  }
  return { space, entries: new Map() };
}

/** Where an image is counted. Throws `unknown_label` where a label is not declared. */
export function jointKey(space: CellSpace, { group, truth, base, candidate }: Compared): number {
  const size = space.spec.labels.length;
  const row = cellOf(space, group) * size + classOf(space, truth);
  return (row * size + classOf(space, base)) * size + classOf(space, candidate);
}

/** Adds `n` images to the table. Throws `unknown_label` where a label is not declared. */
export function addJoint(table: JointTable, compared: Compared, n = 1): void {
  const { space, entries } = table;
  const key = jointKey(space, compared);
  if (!(Number.isSafeInteger(n) && n >= 0)) throw new RangeError(`addJoint: ${n} is not a number of images`);
  if (n > 0) entries.set(key, (entries.get(key) ?? 0) + n);
}
