import { type SampleFailureCode, UserError } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';
import type { CollectedTask, Ledger } from './collected.js';
import { Dictionary } from './dictionary.js';
import { Frame } from './frame.js';
import { longColumns } from './long-columns.js';
import type { RowReader } from './wide-rows.js';

/** Different combinations of attributes: a data set of several fine attributes has some thousands. */
const MAX_COMBINATIONS = 100_000;
const CONFIDENCE = 2;
const HEAD = 3;

/** Tables with one row for each sample and task, as `evenhand predictions` writes them. */
export function longRows(ledger: Ledger): RowReader {
  const { collected, samples } = ledger;
  const tasks = new Map<string, CollectedTask>();
  const attributes = { frame: new Frame(1), place: 0, texts: new Dictionary('labels', MAX_COMBINATIONS) };

  return {
    wanted: longColumns,
    add({ line, cells }) {
      collected.rows += 1;
      const [name = '', taskName = '', truth = '', predicted = '', confidence = '', scores = ''] = cells;
      const [code = '', message = '', labels = '', error = ''] = cells.slice(6);
      const sample = samples.find(name, line);
      if (sample === null) return;
      if (labels !== '') {
        collected.labels = attributes;
        const known = attributes.frame.lineOf(sample);
        const value = attributes.texts.code(labels);
        if (known === 0) attributes.frame.replace(sample, line, [value]);
        else if (attributes.frame.value(0, sample) !== value) {
          throw malformed(ledger, line, `the labels of "${name}" are not those of line ${known}`);
        }
      }
      if (taskName.trim() === '') {
        const failure = failureOf({ error, code, message });
        if (failure === undefined) throw malformed(ledger, line, `"${name}" has neither a task nor an error`);
        collected.failures.set(sample, failure);
        return;
      }
      const said = scores === '' ? [] : parseScores(ledger, line, scores);
      const task = tasks.get(taskName) ?? newTask(taskName, said);
      if (!tasks.has(taskName)) {
        tasks.set(taskName, task);
        collected.tasks.push(task);
      }
      const values = [
        task.truth?.texts.code(truth) ?? Number.NaN,
        task.predicted?.texts.code(predicted) ?? Number.NaN,
        ledger.probability(confidence, { line, column: 'confidence', task }),
        ...inOrder(task, said, (label) =>
          malformed(ledger, line, `"${label}" is not among the scores of earlier rows of ${taskName}`),
        ),
      ];
      ledger.place(task.frame, sample, { name, line, values });
    },
  };
}

function newTask(name: string, scores: readonly [string, number][]): CollectedTask {
  return {
    name,
    frame: new Frame(HEAD + scores.length),
    truth: { place: 0, texts: new Dictionary('true') },
    predicted: { place: 1, texts: new Dictionary('predicted') },
    confidence: CONFIDENCE,
    scores: scores.map(([label], index) => ({ label, place: HEAD + index })),
    percentSigns: false,
  };
}

function inOrder(
  { scores }: CollectedTask,
  said: readonly [string, number][],
  unknown: (label: string) => UserError,
): number[] {
  const values = scores.map(() => Number.NaN);
  for (const [index, [label, value]] of said.entries()) {
    // Nearly always in the order of the first row.
    const place = scores[index]?.label === label ? index : scores.findIndex((score) => score.label === label);
    if (place < 0) throw unknown(label);
    values[place] = value;
  }
  return values;
}

function parseScores(ledger: Ledger, line: number, text: string): [string, number][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed(ledger, line, `its scores are not JSON: ${text.slice(0, 60)}`);
  }
  if (typeof value !== 'object' || value === null)
    throw malformed(ledger, line, 'its scores are no JSON object');
  return Object.entries(value).map(([label, score]) => {
    if (typeof score === 'number' && score >= 0 && score <= 1.00001) return [label, score];
    throw malformed(ledger, line, `the score of "${label}" is not a number from 0 to 1`);
  });
}

const CODES: readonly SampleFailureCode[] = [
  'unreadable_image',
  'missing_file',
  'image_changed',
  'image_too_large',
  'inference_failed',
  'missing_prediction',
];

function failureOf(said: {
  error: string;
  code: string;
  message: string;
}): { code: SampleFailureCode; message: string } | undefined {
  let { code, message } = said;
  if (said.error !== '') {
    try {
      const error = JSON.parse(said.error) as { code?: unknown; message?: unknown };
      [code, message] = [String(error.code ?? ''), String(error.message ?? '')];
    } catch {
      message = said.error;
    }
  }
  if (code === '' && message === '') return undefined;
  const known = CODES.find((entry) => entry === code);
  return { code: known ?? 'missing_prediction', message: message || code };
}

function malformed({ file }: Ledger, line: number, what: string): UserError {
  return new UserError({
    code: 'malformed_table',
    message: `${file}, line ${line}: ${what}.`,
    hint: `The columns ${quoteList(longColumns.slice(0, 3))} … are read as evenhand predictions writes them. Rename them to read the table in another way.`,
  });
}
