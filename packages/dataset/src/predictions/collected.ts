import { type SampleFailureCode, UserError } from '@evenhand/contracts';
import type { Dictionary } from './dictionary.js';
import type { Frame } from './frame.js';
import { parseProbability } from './parse-probability.js';
import type { SampleIndex } from './sample-index.js';

/** Labels of a column, by the number of their spelling. */
export interface CodedColumn {
  /** Column of the frame. */
  place: number;
  texts: Dictionary;
}

/** What a file says about one task, as it is written there. */
export interface CollectedTask {
  name: string;
  frame: Frame;
  truth: CodedColumn | null;
  predicted: CodedColumn | null;
  /** Column of the frame with the probability of the predicted label. */
  confidence: number | null;
  /** Columns of the frame, in the order of the file; labels as the file calls them. */
  scores: { label: string; place: number }[];
  /** Whether some probabilities have a % sign. */
  percentSigns: boolean;
}

export interface CollectedGroup extends CodedColumn {
  name: string;
  column: string;
  frame: Frame;
  /** Guessed by its values: it is dropped where it turns out to hold something else than labels. */
  droppable: boolean;
}

export interface Collected {
  /** Rows of the file. */
  rows: number;
  /** Rows that repeat an earlier one. */
  duplicates: number;
  /** Rows that contradict another of their sample, and were left out as the user wanted. */
  overruled: number;
  tasks: CollectedTask[];
  groups: CollectedGroup[];
  /** In tables of `evenhand predictions`: every sample's attributes, as JSON objects. */
  labels: (CodedColumn & { frame: Frame }) | null;
  /** Samples that the file itself says have failed. */
  failures: Map<number, { code: SampleFailureCode; message: string }>;
}

/** Which row of a sample holds where two differ; refused where left out. */
export type OnConflict = 'first' | 'last' | undefined;

/** Examples of contradicting rows that a message names. */
const EXAMPLES = 5;

/** Takes the rows of a file and counts those that repeat or contradict another. */
export class Ledger {
  readonly file: string;
  readonly samples: SampleIndex;
  readonly collected: Collected = {
    rows: 0,
    duplicates: 0,
    overruled: 0,
    tasks: [],
    groups: [],
    labels: null,
    failures: new Map(),
  };
  readonly #onConflict: OnConflict;
  readonly #conflicts: string[] = [];

  constructor({ file, samples, onConflict }: { file: string; samples: SampleIndex; onConflict: OnConflict }) {
    this.file = file;
    this.samples = samples;
    this.#onConflict = onConflict;
  }

  /** Stores what a row says about a sample. */
  place(frame: Frame, sample: number, row: { name: string; line: number; values: readonly number[] }): void {
    const { name, line, values } = row;
    const earlier = frame.lineOf(sample);
    const placed = frame.place(sample, line, values);
    if (placed === 'same') this.collected.duplicates += 1;
    if (placed !== 'conflict') return;
    this.collected.overruled += 1;
    if (this.#onConflict === 'last') frame.replace(sample, line, values);
    if (this.#conflicts.length < EXAMPLES) this.#conflicts.push(`"${name}" (lines ${earlier} and ${line})`);
  }

  /** The number in a cell, NaN where it is empty. @throws UserError `not_a_probability` */
  probability(
    text: string,
    { line, column, task }: { line: number; column: string; task: CollectedTask },
  ): number {
    const parsed = parseProbability(text);
    if (parsed === undefined) {
      throw new UserError({
        code: 'not_a_probability',
        message: `${this.file}, line ${line}: "${text.slice(0, 100)}" in the column "${column}" is not a number.`,
        hint: 'Probabilities are numbers from 0 to 1, or percentages. Name another column, or none.',
      });
    }
    if (parsed.percent) task.percentSigns = true;
    return parsed.value;
  }

  /** @throws UserError `conflicting_rows`, unless the user has said which row holds */
  assertNoConflicts(): void {
    const { overruled } = this.collected;
    if (overruled === 0 || this.#onConflict !== undefined) return;
    const others = overruled - this.#conflicts.length;
    throw new UserError({
      code: 'conflicting_rows',
      message:
        `${this.file}: ${overruled === 1 ? '1 row contradicts' : `${overruled.toLocaleString('en-US')} rows contradict`} an earlier row of the same sample: ` +
        `${this.#conflicts.join(', ')}${others > 0 ? ` and ${others.toLocaleString('en-US')} more` : ''}.`,
      hint: 'Correct the file, or say which row holds: --on-conflict first, or --on-conflict last.',
    });
  }
}
