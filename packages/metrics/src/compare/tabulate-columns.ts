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
    const cells: number[] = [];
    for (const [set, labels] of labelSets) cells[set] = cellOf(space, labels);
    const shared = sharedRows(columns.map(({ sample }) => sample));
    const own = columns.map((column, run) =>
      sharedColumns(column, shared[run] as Int32Array, runs[run]?.positions ?? []),
    );
    const truths = agreedTruths(own.map(({ truth }) => truth));
    const [base, rows] = [columns[0] as PredictedColumns, shared[0] as Int32Array];
    mark(seen, base.sample, rows);
    table.excluded += countOf(truths, EXCLUDED);
    table.disputed += countOf(truths, DISPUTED);
    const before = own[0]?.answer as Int32Array;
    const keys = rowKeys({ labelSet: base.labelSet, rows, cells, truths, before }, size);
    for (const [index, joint] of table.joints.entries()) {
      const after = own[index + 1]?.answer as Int32Array;
      const limit = space.cells * size ** 3;
      if (limit <= DENSE_ENTRIES) countDense(joint.entries, { keys, after, limit });
      else countSparse(joint.entries, { keys, after });
    }
    countPatterns(
      own.map(({ answer }) => answer),
      truths,
      table.patterns,
    );
  }
  return { tables, shared: seen.reduce((sum, one) => sum + one, 0) };
}

// Each loop over the images is a function of its own: so small, it is compiled in a moment and stays compiled.

function mark(seen: Uint8Array, samples: ArrayLike<number>, rows: Int32Array): void {
  for (let row = 0; row < rows.length; row++) seen[samples[rows[row] as number] as number] = 1;
}

function countOf(values: Int32Array, wanted: number): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === wanted) count += 1;
  return count;
}

interface BaseRows {
  labelSet: ArrayLike<number>;
  rows: Int32Array;
  /** Of the combinations of labels. */
  cells: readonly number[];
  truths: Int32Array;
  before: Int32Array;
}

/** The joint cell of each image but for the candidate's class; −1 where it counts in none. */
function rowKeys({ labelSet, rows, cells, truths, before }: BaseRows, size: number): Float64Array {
  const keys = new Float64Array(rows.length).fill(-1);
  for (let row = 0; row < rows.length; row++) {
    const truth = truths[row] as number;
    if (truth < 0) continue;
    const cell = cells[labelSet[rows[row] as number] as number] as number;
    keys[row] = ((cell * size + truth) * size + (before[row] as number)) * size;
  }
  return keys;
}

/** Largest dense tally in entries (16 MB); beyond it a sparse map is smaller. */
const DENSE_ENTRIES = 4_194_304;

function countDense(
  entries: Map<number, number>,
  { keys, after, limit }: { keys: Float64Array; after: Int32Array; limit: number },
): void {
  const dense = new Uint32Array(limit);
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] as number;
    if (key < 0) continue;
    const at = key + (after[row] as number);
    dense[at] = (dense[at] as number) + 1;
  }
  for (let key = 0; key < limit; key++) if (dense[key] !== 0) entries.set(key, dense[key] as number);
}

function countSparse(
  entries: Map<number, number>,
  { keys, after }: { keys: Float64Array; after: Int32Array },
): void {
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] as number;
    if (key < 0) continue;
    const at = key + (after[row] as number);
    entries.set(at, (entries.get(at) ?? 0) + 1);
  }
}

/** Run by run the places of the images that all runs have. */
function sharedRows(samples: readonly ArrayLike<number>[]): Int32Array[] {
  const base = samples[0] ?? [];
  const rows = samples.map(() => new Int32Array(base.length));
  const next = new Int32Array(samples.length);
  let count = 0;
  for (let at = 0; at < base.length; at++) {
    const sample = base[at] as number;
    next[0] = at;
    let isShared = true;
    // By index, here and above: an iterator per image takes longer than all the rest.
    for (let run = 1; run < samples.length; run++) {
      const own = samples[run] as ArrayLike<number>;
      let position = next[run] as number;
      while (position < own.length && (own[position] as number) < sample) position++;
      next[run] = position;
      if (own[position] !== sample) isShared = false;
    }
    if (!isShared) continue;
    for (let run = 0; run < samples.length; run++) (rows[run] as Int32Array)[count] = next[run] as number;
    count += 1;
  }
  return rows.map((own) => own.subarray(0, count));
}

const EXCLUDED = -1;
const DISPUTED = -2;

/** True class and answer of the images at these places, by their places in the task's labels. */
function sharedColumns(
  { truth, predicted }: PredictedColumns,
  rows: Int32Array,
  positions: readonly number[],
): { truth: Int32Array; answer: Int32Array } {
  const [truths, answers] = [new Int32Array(rows.length), new Int32Array(rows.length)];
  for (let row = 0; row < rows.length; row++) {
    const at = rows[row] as number;
    const own = truth[at] as number;
    truths[row] = own < 0 ? EXCLUDED : (positions[own] as number);
    answers[row] = positions[predicted[at] as number] as number;
  }
  return { truth: truths, answer: answers };
}

/** The true class that all runs hold; `EXCLUDED` where a run leaves the image out, `DISPUTED` where they differ. */
function agreedTruths(truths: readonly Int32Array[]): Int32Array {
  const [base = new Int32Array(0), ...others] = truths;
  const agreed = Int32Array.from(base);
  for (const own of others) {
    for (let row = 0; row < agreed.length; row++) {
      if (own[row] === EXCLUDED) agreed[row] = EXCLUDED;
      else if (own[row] !== base[row] && agreed[row] !== EXCLUDED) agreed[row] = DISPUTED;
    }
  }
  return agreed;
}

/** Which runs were right, as bits. */
function countPatterns(
  answers: readonly Int32Array[],
  truths: Int32Array,
  into: ComparisonTables['patterns'],
): void {
  const patterns = new Uint32Array(truths.length);
  for (const [run, answer] of answers.entries()) setBits(patterns, 1 << run, { answer, truths });
  const counts = new Float64Array(2 ** answers.length);
  for (let row = 0; row < patterns.length; row++) {
    if ((truths[row] as number) < 0) continue;
    const pattern = patterns[row] as number;
    counts[pattern] = (counts[pattern] as number) + 1;
  }
  for (const [pattern, n] of counts.entries()) if (n > 0) into.set(pattern, n);
}

function setBits(
  patterns: Uint32Array,
  bit: number,
  { answer, truths }: { answer: Int32Array; truths: Int32Array },
): void {
  for (let row = 0; row < patterns.length; row++) {
    if (answer[row] === truths[row]) patterns[row] = (patterns[row] as number) | bit;
  }
}
