import { addRow, type CellGroup, type PredictedRow, type RunShape, type RunTables } from '@evenhand/metrics';

/** Numbers that wait to be counted: 16 MB. */
const WAITING = 1 << 21;
const NOTHING = -1;

/**
 * Adds predictions to tables group by group, in whatever order they come: the sums over one group's scores fit into a
 * processor's cache and those of all groups together do not, so that going from group to group with every row takes
 * twice as long. All sums are whole numbers, so the order makes no difference to them.
 */
export class GroupedRows {
  readonly #tables: RunTables;
  readonly #shape: RunShape;
  /** Per labels object: task, truth, predicted, number of scores and the scores of one row after the other. */
  readonly #waiting = new Map<PredictedRow['labels'], number[]>();
  #count = 0;

  constructor(tables: RunTables, shape: RunShape) {
    this.#tables = tables;
    this.#shape = shape;
  }

  /** Takes a row, and the next ones best with the same object for the same labels. */
  add({ task, labels, truth, predicted, scores }: PredictedRow): void {
    let numbers = this.#waiting.get(labels);
    if (!numbers) {
      numbers = [];
      this.#waiting.set(labels, numbers);
    }
    numbers.push(task, truth ?? NOTHING, predicted, scores?.length ?? NOTHING);
    if (scores !== null) for (const score of scores) numbers.push(score);
    this.#count += 4 + (scores?.length ?? 0);
    if (this.#count >= WAITING) this.flush();
  }

  /** Counts what waits. */
  flush(): void {
    for (const [labels, numbers] of this.#waiting) {
      const group = this.#positions(labels);
      let scores: number[] = [];
      for (let at = 0; at < numbers.length; ) {
        const task = numbers[at] ?? 0;
        const truth = numbers[at + 1] ?? NOTHING;
        const predicted = numbers[at + 2] ?? 0;
        const size = numbers[at + 3] ?? NOTHING;
        at += 4;
        // Nobody keeps them, so that all rows of a task can have theirs in one array.
        if (size !== NOTHING && size !== scores.length) scores = Array<number>(size).fill(0);
        for (let place = 0; place < size; place += 1) scores[place] = numbers[at + place] ?? 0;
        at += Math.max(0, size);
        addRow(this.#tables, this.#shape, {
          task,
          labels: group,
          truth: truth === NOTHING ? null : truth,
          predicted,
          scores: size === NOTHING ? null : scores,
        });
      }
    }
    this.#waiting.clear();
    this.#count = 0;
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
