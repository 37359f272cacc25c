import type { TaskBatch } from '@evenhand/db';
import { addRow, type CellGroup, type PredictedRow, type RunShape, type RunTables } from '@evenhand/metrics';

/** Numbers that wait to be counted: 16 MB. */
const WAITING = 1 << 21;
/** Numbers of a row before its scores. */
const HEAD = 5;
const NOTHING = -1;

/**
 * Adds predictions to tables group by group, in whatever order they come: the sums over one group's scores fit into a
 * processor's cache and those of all groups together do not, so that going from group to group with every row takes
 * twice as long. All sums are whole numbers, so the order makes no difference to them.
 */
export class GroupedRows {
  readonly #tables: RunTables;
  readonly #shape: RunShape;
  /** One row after the other: place of the group's row before, task, truth, predicted, number of scores, scores. */
  #numbers = new Float64Array(WAITING);
  #end = 0;
  /** Per labels object, the place of its last row. */
  readonly #last = new Map<PredictedRow['labels'], number>();

  constructor(tables: RunTables, shape: RunShape) {
    this.#tables = tables;
    this.#shape = shape;
  }

  /** Takes a row, and the next ones best with the same object for the same labels. */
  add({ task, labels, truth, predicted, scores }: PredictedRow): void {
    this.#head(labels, { task, truth: truth ?? NOTHING, predicted, size: scores?.length ?? NOTHING });
    if (scores !== null) for (const score of scores) this.#put(score);
  }

  /** Takes many rows. `labelsOf`: of a sample. */
  addBatch(
    { task, rows, sample, truth, predicted, scores, width }: TaskBatch,
    labelsOf: (sample: number) => PredictedRow['labels'],
  ): void {
    for (let row = 0; row < rows; row += 1) {
      const from = row * width;
      const size = scores === null || Number.isNaN(scores[from]) ? NOTHING : width;
      this.#head(labelsOf(sample[row] ?? 0), {
        task,
        truth: truth[row] ?? NOTHING,
        predicted: predicted[row] ?? 0,
        size,
      });
      if (scores !== null) for (let place = 0; place < size; place += 1) this.#put(scores[from + place] ?? 0);
    }
  }

  /** Counts what waits. */
  flush(): void {
    for (const [labels, last] of this.#last) this.#countGroup(this.#positions(labels), last);
    this.#last.clear();
    this.#end = 0;
  }

  /** Scores must follow. */
  #head(
    labels: PredictedRow['labels'],
    row: { task: number; truth: number; predicted: number; size: number },
  ): void {
    const length = HEAD + Math.max(0, row.size);
    if (this.#end + length > this.#numbers.length) {
      this.flush();
      if (length > this.#numbers.length) this.#numbers = new Float64Array(length);
    }
    const start = this.#end;
    this.#put(this.#last.get(labels) ?? NOTHING);
    this.#last.set(labels, start);
    this.#put(row.task);
    this.#put(row.truth);
    this.#put(row.predicted);
    this.#put(row.size);
  }

  #put(number: number): void {
    this.#numbers[this.#end] = number;
    this.#end += 1;
  }

  #countGroup(group: CellGroup, last: number): void {
    const numbers = this.#numbers;
    let scores: number[] = [];
    for (let at = last; at !== NOTHING; at = numbers[at] ?? NOTHING) {
      const truth = numbers[at + 2] ?? NOTHING;
      const size = numbers[at + 4] ?? NOTHING;
      // Nobody keeps them, so that rows can have theirs in one list.
      if (size !== NOTHING && size !== scores.length) scores = Array<number>(size).fill(0);
      for (let place = 0; place < size; place += 1) scores[place] = numbers[at + HEAD + place] ?? 0;
      addRow(this.#tables, this.#shape, {
        task: numbers[at + 1] ?? 0,
        labels: group,
        truth: truth === NOTHING ? null : truth,
        predicted: numbers[at + 3] ?? 0,
        scores: size === NOTHING ? null : scores,
      });
    }
  }

  /** The group by positions, which need not be looked up for each row. Unknown labels stay, for addRow to refuse. */
  #positions(labels: PredictedRow['labels']): CellGroup {
    const positions = this.#shape.attributes.map(({ name, labels: known }) => {
      const label = labels[name] ?? null;
      return label === null ? null : known.indexOf(label);
    });
    return positions.includes(NOTHING) ? labels : positions.map((position) => position ?? NOTHING);
  }
}
