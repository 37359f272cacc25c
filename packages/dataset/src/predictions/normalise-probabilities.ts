import { UserError } from '@evenhand/contracts';
import type { Frame } from './frame.js';

/** How the probabilities of a task were written. */
export type ProbabilityScale = 'fractions' | 'percentages' | 'both';

export interface ProbabilityColumn {
  frame: Frame;
  task: string;
  /** Number of classes. */
  classes: number;
  file: string;
}

/** A softmax in single precision may exceed 1 by so much. */
const ONE = 1.00001;
/** A row's probabilities may miss 1 by rounding: three digits of ten classes. */
const SLACK = 0.02;

/**
 * Makes fractions of the probabilities of the predicted label, in place. A column of percentages is seen by values
 * above 1. Where both occur, each value must be one beyond doubt: the most probable of k classes has at least 1/k, so
 * that 0.87 cannot be 0.87 %, and 87 is no fraction.
 *
 * @throws UserError `not_a_probability`, `mixed_probabilities`
 */
export function normaliseConfidence(
  place: number,
  { frame, task, classes, file }: ProbabilityColumn,
): ProbabilityScale {
  const column = frame.columns[place] ?? new Float32Array();
  let above = 0;
  let fractions = 0;
  for (const [sample, value] of column.entries()) {
    if (Number.isNaN(value)) continue;
    if (!(value >= 0 && value <= 100)) throw outOfRange({ file, task, line: frame.lineOf(sample), value });
    if (value > ONE) above += 1;
    else if (value > 0) fractions += 1;
  }
  if (above === 0) {
    column.forEach((value, sample) => {
      if (value > 1) column[sample] = 1;
    });
    return 'fractions';
  }
  const least = 1 / classes - SLACK;
  // In a column of percentages alone a value up to 1 would be up to 1 %, which no most probable class has.
  const mixed = fractions > 0;
  for (let sample = 0; sample < column.length; sample += 1) {
    const value = column[sample] ?? Number.NaN;
    const fraction = value > ONE ? value / 100 : Math.min(1, value);
    if (mixed && fraction < least) {
      throw new UserError({
        code: 'mixed_probabilities',
        message: `${file}: the confidence of ${task} is written as fractions and as percentages, and ${shown(value)} in line ${frame.lineOf(sample)} may be either.`,
        hint: 'Write all of them in one way, or leave the column out.',
      });
    }
    column[sample] = fraction;
  }
  return mixed ? 'both' : 'percentages';
}

/**
 * Makes fractions of the probabilities of all labels, row by row and in place: those of one row add up to 1, or to 100.
 * Rows without any are left alone.
 *
 * @throws UserError `not_a_probability`, `scores_do_not_add_up`
 */
export function normaliseScores(
  places: readonly number[],
  { frame, task, file }: ProbabilityColumn,
): ProbabilityScale {
  const columns = places.map((place) => frame.columns[place] ?? new Float32Array());
  const seen = { fractions: 0, percentages: 0 };
  for (let sample = 0; sample < frame.lines.length; sample += 1) {
    const line = frame.lineOf(sample);
    if (line === 0) continue;
    let sum = 0;
    let absent = 0;
    for (const column of columns) {
      const value = column[sample] ?? Number.NaN;
      if (Number.isNaN(value)) absent += 1;
      else if (value < 0) throw outOfRange({ file, task, line, value });
      else sum += value;
    }
    if (absent === columns.length) continue;
    const percent = Math.abs(sum - 100) <= 100 * SLACK;
    if (absent > 0 || (!percent && Math.abs(sum - 1) > SLACK)) {
      throw new UserError({
        code: 'scores_do_not_add_up',
        message:
          absent > 0
            ? `${file}, line ${line}: ${absent} of ${columns.length} probabilities of ${task} are missing.`
            : `${file}, line ${line}: the probabilities of ${task} add up to ${shown(sum)}, not to 1 or 100.`,
        hint: 'Scores before the softmax are no probabilities: write those after it, or leave the columns out.',
      });
    }
    seen[percent ? 'percentages' : 'fractions'] += 1;
    for (const column of columns) {
      const value = (column[sample] ?? 0) / (percent ? 100 : 1);
      column[sample] = Math.min(1, value);
    }
  }
  if (seen.percentages === 0) return 'fractions';
  return seen.fractions === 0 ? 'percentages' : 'both';
}

/**
 * Makes fractions of the probability of one class out of two. Here nothing says which scale a small value is of, so
 * both together are refused.
 *
 * @throws UserError `not_a_probability`, `mixed_probabilities`
 */
export function normaliseSingleScore(
  place: number,
  { frame, task, file }: ProbabilityColumn,
): ProbabilityScale {
  const column = frame.columns[place] ?? new Float32Array();
  let above: number | undefined;
  let fraction: number | undefined;
  for (const [sample, value] of column.entries()) {
    if (Number.isNaN(value)) continue;
    if (!(value >= 0 && value <= 100)) throw outOfRange({ file, task, line: frame.lineOf(sample), value });
    if (value > ONE) above ??= sample;
    else if (value > 0 && value < 1) fraction ??= sample;
  }
  if (above === undefined) return 'fractions';
  if (fraction !== undefined) {
    throw new UserError({
      code: 'mixed_probabilities',
      message: `${file}: the score of ${task} is ${shown(column[fraction] ?? 0)} in line ${frame.lineOf(fraction)} and ${shown(column[above] ?? 0)} in line ${frame.lineOf(above)}: fractions and percentages.`,
      hint: 'Write all of them in one way, or leave the column out.',
    });
  }
  for (let sample = 0; sample < column.length; sample += 1) column[sample] = (column[sample] ?? 0) / 100;
  return 'percentages';
}

function outOfRange(at: { file: string; task: string; line: number; value: number }): UserError {
  return new UserError({
    code: 'not_a_probability',
    message: `${at.file}, line ${at.line}: ${shown(at.value)} is no probability of ${at.task}.`,
    hint: 'Probabilities are numbers from 0 to 1, or percentages. Name another column, or none.',
  });
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
