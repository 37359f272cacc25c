import { cellOf } from '../counts/cell-space.js';
import type { ComparisonShape } from './comparison-shape.js';
import { type ComparisonTables, emptyComparisonTables } from './comparison-tables.js';

/** What one run says in one task, side by side: one number per image it predicted, in the same order. */
export interface PredictedColumns {
  /** Rising; the same image has the same number in all runs. */
  sample: ArrayLike<number>;
  /** Which combination of labels the image has. */
  labelSet: ArrayLike<number>;
  /** Place among the run's own labels; −1 where the image is left out of the task. */
  truth: ArrayLike<number>;
  predicted: ArrayLike<number>;
}

export interface ColumnsToCompare {
  /** Per task of the shape: per run, base first. */
  tasks: readonly (readonly PredictedColumns[])[];
  /** Combinations of labels by number. */
  labelSets: ReadonlyMap<number, Readonly<Record<string, string | null>>>;
}

/**
 * Tabulates what several runs say about the same images: the tables of `tabulateShared` but for the scores, which
 * columns do not have, many times faster. `shared`: how many images all runs have predicted.
 */
export function tabulateColumns(
  shape: ComparisonShape,
  { tasks, labelSets }: ColumnsToCompare,
): { tables: ComparisonTables[]; shared: number } {
  const tables = emptyComparisonTables(shape);
  const all = tasks.flatMap((runs) => runs.slice(0, 1));
  const seen = new Uint8Array(1 + Math.max(-1, ...all.map(({ sample }) => sample[sample.length - 1] ?? -1)));
  for (const [place, table] of tables.entries()) {
    const columns = tasks[place] ?? [];
    const runs = shape.tasks[place]?.runs ?? [];
    const space = table.joints[0]?.space;
    if (!space) throw new Error('a comparison has a candidate');
    const size = space.spec.labels.length;
    const cells = new Map([...labelSets].map(([set, labels]) => [set, cellOf(space, labels)]));
    const tallies = table.joints.map(() => tally(space.cells * size ** 3));
    const patterns = new Float64Array(2 ** columns.length);
    forEachShared(columns, (positions) => {
      const [base] = columns;
      const at = positions[0] as number;
      seen[base?.sample[at] as number] = 1;
      const truth = agreedTruth(columns, positions, runs);
      if (truth === 'excluded' || truth === 'disputed') {
        table[truth] += 1;
        return;
      }
      const answer = (run: number): number =>
        runs[run]?.positions[columns[run]?.predicted[positions[run] as number] as number] as number;
      const cell = cells.get(base?.labelSet[at] as number) as number;
      const before = answer(0);
      const key = ((cell * size + truth) * size + before) * size;
      let pattern = before === truth ? 1 : 0;
      for (let index = 0; index < tallies.length; index++) {
        const after = answer(index + 1);
        if (after === truth) pattern |= 1 << (index + 1);
        tallies[index]?.add(key + after);
      }
      patterns[pattern] = (patterns[pattern] as number) + 1;
    });
    for (const [index, joint] of table.joints.entries()) tallies[index]?.moveTo(joint.entries);
    for (const [pattern, n] of patterns.entries()) if (n > 0) table.patterns.set(pattern, n);
  }
  return { tables, shared: seen.reduce((sum, one) => sum + one, 0) };
}

/** Largest dense tally in entries (16 MB); beyond it a sparse map is smaller. */
const DENSE_ENTRIES = 4_194_304;

/** Counts whole numbers below `size`. */
function tally(size: number): { add(key: number): void; moveTo(entries: Map<number, number>): void } {
  if (size > DENSE_ENTRIES) {
    const sparse = new Map<number, number>();
    return {
      add: (key) => sparse.set(key, (sparse.get(key) ?? 0) + 1),
      moveTo: (entries) => {
        for (const [key, n] of sparse) entries.set(key, n);
      },
    };
  }
  const dense = new Uint32Array(size);
  return {
    add: (key) => {
      dense[key] = (dense[key] as number) + 1;
    },
    moveTo: (entries) => {
      for (let key = 0; key < size; key++) if (dense[key] !== 0) entries.set(key, dense[key] as number);
    },
  };
}

/** Calls with the place of each image that all runs have, run by run. */
function forEachShared(runs: readonly PredictedColumns[], call: (positions: Int32Array) => void): void {
  const positions = new Int32Array(runs.length);
  const samples = runs.map(({ sample }) => sample);
  const base = samples[0] ?? [];
  for (let at = 0; at < base.length; at++) {
    const sample = base[at] as number;
    positions[0] = at;
    let isShared = true;
    // By index, here and below: an iterator per image takes longer than all the rest.
    for (let run = 1; run < samples.length; run++) {
      const own = samples[run] as ArrayLike<number>;
      let position = positions[run] as number;
      while (position < own.length && (own[position] as number) < sample) position++;
      positions[run] = position;
      if (own[position] !== sample) isShared = false;
    }
    if (isShared) call(positions);
  }
}

/** The true class that all runs hold, by its place in the base's labels. */
function agreedTruth(
  columns: readonly PredictedColumns[],
  positions: Int32Array,
  runs: ComparisonShape['tasks'][number]['runs'],
): number | 'excluded' | 'disputed' {
  let agreed = -1;
  let isDisputed = false;
  for (let run = 0; run < columns.length; run++) {
    const own = columns[run]?.truth[positions[run] as number] as number;
    if (own < 0) return 'excluded';
    const truth = runs[run]?.positions[own] as number;
    if (run === 0) agreed = truth;
    else if (truth !== agreed) isDisputed = true;
  }
  return isDisputed ? 'disputed' : agreed;
}
