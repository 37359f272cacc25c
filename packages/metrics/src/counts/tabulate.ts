import { type CellSpace, cellSpace, type GroupAttribute } from './cell-space.js';
import type { CountTable } from './count-table.js';

/** Label positions, one per image. Uint8Array columns are read fastest. */
export interface TaskColumns {
  /** Classes of the task. */
  labels: readonly string[];
  /** Class positions; an image whose truth or prediction is outside the classes (255, −1) is left out of the task. */
  truth: ArrayLike<number>;
  predicted: ArrayLike<number>;
}

export interface CountColumns {
  attributes: readonly GroupAttribute[];
  /** One column per attribute; a position outside its labels (255, −1) means null. */
  groups: readonly ArrayLike<number>[];
  tasks: readonly TaskColumns[];
}

/** Rows per step: the scratch columns stay in the processor's cache, and memory does not grow with the rows. */
const CHUNK_ROWS = 8192;
/** Largest dense table in entries (16 MB); beyond it a sparse map is smaller. */
const DENSE_ENTRIES = 4_194_304;

/**
 * Counts whole columns in one pass, for all tasks of a run at once: the same tables as `addCount` image by image, many
 * times faster. Rows that do not count go to a margin of the dense table instead of a branch, and the margin is dropped.
 */
export function tabulate({ attributes, groups, tasks }: CountColumns): CountTable[] {
  const rows = tasks[0]?.truth.length ?? 0;
  const columns = [...groups, ...tasks.flatMap(({ truth, predicted }) => [truth, predicted])];
  if (groups.length !== attributes.length || columns.some((column) => column.length !== rows)) {
    throw new RangeError('tabulate needs one column per attribute, all of the same length');
  }
  const tables = tasks.map(({ labels, truth, predicted }) => {
    const space = cellSpace({ attributes, labels });
    const width = labels.length + 1;
    return {
      space,
      truth: coder(truth, labels.length, width),
      predicted: coder(predicted, labels.length, 1),
      square: width * width,
      counts:
        space.cells * width * width <= DENSE_ENTRIES ? new Uint32Array(space.cells * width * width) : null,
      sparse: new Map<number, number>(),
    };
  });
  const strides = tables[0]?.space.strides ?? [];
  const coders = groups.map((column, a) => coder(column, attributes[a]?.labels.length ?? 0, strides[a] ?? 0));
  const cells = numbers(Math.min(CHUNK_ROWS, rows), Math.max(0, ...tables.map(({ space }) => space.cells)));
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const to = Math.min(rows, from + CHUNK_ROWS);
    cells.fill(0);
    for (const { read, codes } of coders) addCodes(cells, read(from, to), codes);
    for (const { counts, sparse, square, truth, predicted } of tables) {
      const chunk: Chunk = {
        cells,
        square,
        truth: truth.read(from, to),
        truthCodes: truth.codes,
        predicted: predicted.read(from, to),
        predictedCodes: predicted.codes,
      };
      if (counts) addDense(counts, chunk);
      else addSparse(sparse, chunk);
    }
  }
  return tables.map(({ space, counts, sparse }) => {
    counts?.forEach((n, key) => {
      if (n > 0) sparse.set(key, n);
    });
    return { space, entries: withoutMargin(sparse, space) };
  });
}

/** Cell numbers: whole 32-bit numbers are added faster, where they fit. */
type Numbers = Int32Array | Float64Array;

function numbers(length: number, largest: number): Numbers {
  return largest < 2 ** 31 ? new Int32Array(length) : new Float64Array(length);
}

/** Reads a column in chunks, and what each of its values adds to a cell number. */
interface Coder {
  read: (from: number, to: number) => Uint8Array | Int32Array;
  codes: Numbers;
}

/** A value outside the labels gets the code after the last label's. */
function coder(column: ArrayLike<number>, labels: number, stride: number): Coder {
  if (column instanceof Uint8Array) {
    const codes = numbers(256, labels * stride).map((_, value) => Math.min(value, labels) * stride);
    return { read: (from, to) => column.subarray(from, to), codes };
  }
  const scratch = new Int32Array(CHUNK_ROWS);
  const read = (from: number, to: number): Int32Array => {
    for (let row = from; row < to; row++) {
      const value = column[row] as number;
      scratch[row - from] = value >= 0 && value < labels ? value : labels;
    }
    return scratch.subarray(0, to - from);
  };
  return { read, codes: numbers(labels + 1, labels * stride).map((_, value) => value * stride) };
}

function addCodes(cells: Numbers, column: Uint8Array | Int32Array, codes: Numbers): void {
  for (let row = 0; row < column.length; row++) {
    cells[row] = (cells[row] as number) + (codes[column[row] as number] as number);
  }
}

interface Chunk {
  cells: Numbers;
  square: number;
  truth: Uint8Array | Int32Array;
  truthCodes: Numbers;
  predicted: Uint8Array | Int32Array;
  predictedCodes: Numbers;
}

function addDense(
  counts: Uint32Array,
  { cells, square, truth, truthCodes, predicted, predictedCodes }: Chunk,
): void {
  for (let row = 0; row < truth.length; row++) {
    const key =
      (cells[row] as number) * square +
      (truthCodes[truth[row] as number] as number) +
      (predictedCodes[predicted[row] as number] as number);
    counts[key] = (counts[key] as number) + 1;
  }
}

function addSparse(
  counts: Map<number, number>,
  { cells, square, truth, truthCodes, predicted, predictedCodes }: Chunk,
): void {
  for (let row = 0; row < truth.length; row++) {
    const key =
      (cells[row] as number) * square +
      (truthCodes[truth[row] as number] as number) +
      (predictedCodes[predicted[row] as number] as number);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}

/** From cells of (K+1)² numbers, whose last row and column did not count, to cells of K². */
function withoutMargin(counted: ReadonlyMap<number, number>, { spec }: CellSpace): Map<number, number> {
  const size = spec.labels.length;
  const width = size + 1;
  const entries = new Map<number, number>();
  for (const [key, n] of counted) {
    const [i, j] = [Math.floor(key / width) % width, key % width];
    const cell = Math.floor(key / (width * width));
    if (i < size && j < size) entries.set((cell * size + i) * size + j, n);
  }
  return entries;
}
