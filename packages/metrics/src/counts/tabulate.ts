import { type CellSpace, type CellSpec, cellSpace } from './cell-space.js';
import type { CountTable } from './count-table.js';

/** Label positions, one row per image. Small integer arrays (Uint8Array …) are read fastest. */
export interface CountColumns {
  /** One column per attribute; a position outside its labels (255, −1) means null. */
  groups: readonly ArrayLike<number>[];
  /** Class positions; a row whose truth or prediction is outside the classes is left out. */
  truth: ArrayLike<number>;
  predicted: ArrayLike<number>;
}

/** Rows per step: the scratch columns stay in the processor's cache, and memory does not grow with the rows. */
const CHUNK_ROWS = 8192;
/** Largest dense table in entries (16 MB); beyond it a sparse map is smaller. */
const DENSE_ENTRIES = 4_194_304;

/** Counts whole columns in one pass: the same table as `addCount` row by row, many times faster. */
export function tabulate(spec: CellSpec, columns: CountColumns): CountTable {
  const rows = columns.truth.length;
  if (
    columns.groups.length !== spec.attributes.length ||
    [...columns.groups, columns.predicted].some((column) => column.length !== rows)
  ) {
    throw new RangeError('tabulate needs one column per attribute, all of the same length');
  }
  const space = cellSpace(spec);
  const size = spec.labels.length;
  const total = space.cells * size * size;
  const dense = total <= DENSE_ENTRIES ? new Uint32Array(total) : null;
  const entries = new Map<number, number>();
  const cells = new Float64Array(Math.min(CHUNK_ROWS, rows));
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const to = Math.min(rows, from + CHUNK_ROWS);
    fillCells(space, columns.groups, { from, to, cells });
    if (dense) addDense(dense, { ...columns, cells, from, to, size });
    else addSparse(entries, { ...columns, cells, from, to, size });
  }
  dense?.forEach((n, key) => {
    if (n > 0) entries.set(key, n);
  });
  return { space, entries };
}

function fillCells(
  space: CellSpace,
  groups: readonly ArrayLike<number>[],
  { from, to, cells }: { from: number; to: number; cells: Float64Array },
): void {
  cells.fill(0);
  for (const [a, column] of groups.entries()) {
    const labels = space.spec.attributes[a]?.labels.length ?? 0;
    const stride = space.strides[a] ?? 0;
    for (let row = from; row < to; row++) {
      const position = column[row] as number;
      const known = position >= 0 && position < labels;
      cells[row - from] = (cells[row - from] as number) + (known ? position : labels) * stride;
    }
  }
}

interface Chunk {
  cells: Float64Array;
  truth: ArrayLike<number>;
  predicted: ArrayLike<number>;
  from: number;
  to: number;
  size: number;
}

function addDense(dense: Uint32Array, { cells, truth, predicted, from, to, size }: Chunk): void {
  for (let row = from; row < to; row++) {
    const i = truth[row] as number;
    const j = predicted[row] as number;
    if (i >= 0 && i < size && j >= 0 && j < size) {
      const key = ((cells[row - from] as number) * size + i) * size + j;
      dense[key] = (dense[key] as number) + 1;
    }
  }
}

function addSparse(entries: Map<number, number>, { cells, truth, predicted, from, to, size }: Chunk): void {
  for (let row = from; row < to; row++) {
    const i = truth[row] as number;
    const j = predicted[row] as number;
    if (i >= 0 && i < size && j >= 0 && j < size) {
      const key = ((cells[row - from] as number) * size + i) * size + j;
      entries.set(key, (entries.get(key) ?? 0) + 1);
    }
  }
}
