import { type Attribute, UserError } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';
import type { CsvRecord } from '../tables/parse-csv.js';
import { type ColumnRequest, requestedScores, requireColumn, type TaskColumns } from './column-request.js';
import { columnRole, plainName, sampleColumn } from './column-roles.js';

/** Which columns are read, and as what. */
export interface PredictionColumns {
  /** Null: samples are called by the number of their row. */
  sample: string | null;
  tasks: TaskColumns[];
  groups: {
    name: string;
    column: string;
    guessed: boolean;
    /** Guessed by its values: it is dropped where the rest of the file shows that it is no group. */
    droppable: boolean;
  }[];
  /** Columns that nobody named: they were taken by their names. */
  guessed: ReadonlySet<string>;
}

export interface GuessInput {
  file: string;
  columns: readonly string[];
  /** The first rows, with one cell for each column. */
  records: readonly CsvRecord[];
  /** Names of a workbook's sheets. */
  sheets: readonly string[];
  request: ColumnRequest;
  /** Attributes of the data set that is joined or described; their names are those of tasks and groups. */
  attributes: readonly Attribute[] | undefined;
  /** Whether truth and groups come from a registered data set. */
  joined: boolean;
}

/** Different values of a column in the first rows beyond which it is taken for no label. */
const MAX_LABELS = 40;

/**
 * Takes from the columns' names and first values what the user has not said.
 *
 * @throws UserError `missing_column`, `no_prediction_columns`, `bad_option`
 */
export function guessColumns(input: GuessInput): PredictionColumns {
  const { columns, request } = input;
  const scores = requestedScores(request.scores, columns);
  const named = namedColumns(request, columns, scores);
  const sample = request.sample ?? sampleColumn(columns.filter((column) => !named.has(column)));
  const free = columns.filter((column) => column !== sample && !named.has(column));
  const guesser = new TaskGuesser(input, free);
  const names = [
    ...new Set([
      ...request.predicted.keys(),
      ...request.truth.keys(),
      ...request.confidence.keys(),
      ...scores.keys(),
    ]),
  ];
  const tasks =
    names.length > 0
      ? names.map((name) =>
          guesser.complete(
            {
              name,
              truth: request.truth.get(name) ?? null,
              predicted: request.predicted.get(name) ?? null,
              confidence: request.confidence.get(name) ?? null,
              scores: scores.get(name) ?? [],
            },
            names.length === 1,
          ),
        )
      : guesser.discover();
  const lacking = tasks.find(({ predicted, scores: own }) => predicted === null && own.length === 0);
  if (tasks.length === 0 || lacking) throw noPredictions(input, lacking?.name);
  const untrue = tasks.find(({ truth }) => truth === null);
  if (!input.joined && untrue) throw noTruth(input, untrue.name);
  const used = new Set(tasks.flatMap(columnsOf));
  const groups = input.joined
    ? []
    : guessGroups(
        input,
        free.filter((column) => !used.has(column)),
      );
  const guessed = new Set([...used].filter((column) => !named.has(column)));
  if (sample !== null && request.sample === undefined) guessed.add(sample);
  return { sample, tasks, groups, guessed };
}

export function columnsOf({ truth, predicted, confidence, scores }: TaskColumns): string[] {
  const all = [truth, predicted, confidence, ...scores.map(({ column }) => column)];
  return all.filter((column) => column !== null);
}

/** The columns that options name; each must be there. */
function namedColumns(
  request: ColumnRequest,
  columns: readonly string[],
  scores: ReadonlyMap<string, TaskColumns['scores']>,
): Set<string> {
  const named = new Set<string>();
  const take = (map: ReadonlyMap<string, string>, option: string): void => {
    for (const [name, column] of map) {
      named.add(requireColumn(column, columns, `${option} ${name}=${column}`));
    }
  };
  if (request.sample !== undefined) {
    named.add(requireColumn(request.sample, columns, `--sample ${request.sample}`));
  }
  take(request.truth, '--truth');
  take(request.predicted, '--pred');
  take(request.confidence, '--confidence');
  take(request.groups, '--group');
  for (const { column } of [...scores.values()].flat()) named.add(column);
  return named;
}

class TaskGuesser {
  readonly #input: GuessInput;
  readonly #free: { column: string; role: ReturnType<typeof columnRole> }[];

  constructor(input: GuessInput, free: readonly string[]) {
    this.#input = input;
    this.#free = free.map((column) => ({ column, role: columnRole(column) }));
  }

  /** Tasks by what columns are called: `gender_true` and `gender_pred`, `label_value` and `score`. */
  discover(): TaskColumns[] {
    const predicted = this.#withRole('predicted');
    if (predicted.length > 0) {
      const alone = predicted.length === 1;
      return predicted.map(({ column, role }) => {
        const truth = this.#truth(role.stem, alone);
        const stem = role.stem || (truth === null ? '' : columnRole(truth).stem);
        const task = { name: this.#taskName(stem), truth, predicted: column, confidence: null, scores: [] };
        return this.complete(task, alone);
      });
    }
    const { attributes, joined } = this.#input;
    if (joined) {
      // Beside a data set that has the truth, a column with an attribute's name is the prediction.
      const own = (attributes ?? []).flatMap(({ name }) => {
        const column = this.#named(plainName(name));
        return column === null
          ? []
          : [{ name, truth: null, predicted: column, confidence: null, scores: [] }];
      });
      if (own.length > 0) return own.map((task) => this.complete(task, own.length === 1));
    }
    const byLabels = this.#scoredTasks();
    if (byLabels.length > 0) return byLabels.map((task) => this.complete(task, byLabels.length === 1));
    const truth = this.#truth('', true);
    const scored = this.#withRole('score');
    if (scored.length === 0 || (truth === null && !joined)) return [];
    const name = this.#taskName(truth === null ? '' : columnRole(truth).stem);
    return [this.complete({ name, truth, predicted: null, confidence: null, scores: [] }, true)];
  }

  /** Tasks whose labels columns of probabilities are called by: `gender` beside `prob_Female` and `prob_Male`. */
  #scoredTasks(): TaskColumns[] {
    const stems = new Set(this.#withRole('score').map(({ role }) => role.stem));
    const isScored = (name: string, labels: readonly string[]): boolean =>
      labels.length > 0 &&
      labels.every((label) => scoreStems(name, label).some((stem) => stem !== '' && stems.has(stem)));
    const rest = { predicted: null, confidence: null, scores: [] };
    if (this.#input.joined) {
      return (this.#input.attributes ?? [])
        .filter(({ name, labels }) => isScored(name, labels))
        .map(({ name }) => ({ name, truth: null, ...rest }));
    }
    return this.#withRole(null)
      .filter(({ column }) => isScored(column, [...this.#values(column)]))
      .map(({ column }) => ({ name: this.#taskName(plainName(column)), truth: column, ...rest }));
  }

  /** Adds what a task lacks; `alone`: columns without a task's name are this task's. */
  complete(task: TaskColumns, alone: boolean): TaskColumns {
    const stem = plainName(task.name);
    const named = task.truth ?? this.#truth(stem, alone);
    // Beside a data set the bare name is the prediction, not the truth once more.
    const truth = named === task.predicted ? null : named;
    let predicted = task.predicted ?? this.#find('predicted', stem, alone);
    const taken = new Set([truth, predicted, task.confidence, ...task.scores.map(({ column }) => column)]);
    let scores = task.scores;
    if (scores.length === 0) scores = this.#scores({ ...task, truth, predicted }, taken);
    let confidence = task.confidence;
    if (scores.length === 0) {
      confidence ??= this.#find('confidence', stem, alone);
      const score = this.#find('score', stem, alone);
      if (score !== null && !taken.has(score)) {
        if (predicted !== null) confidence ??= score;
        // Whole numbers are decisions (Aequitas calls them scores), anything between is a probability.
        else if (this.#isDecision(score)) predicted = score;
        else scores = [{ label: '', column: score }];
      }
    }
    return { name: task.name, truth, predicted, confidence, scores };
  }

  #withRole(
    role: ReturnType<typeof columnRole>['role'],
  ): { column: string; role: ReturnType<typeof columnRole> }[] {
    return this.#free.filter((entry) => entry.role.role === role);
  }

  #find(
    role: NonNullable<ReturnType<typeof columnRole>['role']>,
    stem: string,
    alone: boolean,
  ): string | null {
    const own = this.#withRole(role);
    const same = own.find((entry) => entry.role.stem === stem);
    return same?.column ?? (alone ? (own.find((entry) => entry.role.stem === '')?.column ?? null) : null);
  }

  #truth(stem: string, alone: boolean): string | null {
    const found = this.#find('truth', stem, alone) ?? (stem === '' ? null : this.#named(stem));
    if (found !== null || !alone) return found;
    const [only, ...others] = this.#withRole('truth');
    return only !== undefined && others.length === 0 ? only.column : null;
  }

  /** A column called by the task's bare name. */
  #named(stem: string): string | null {
    return this.#free.find(({ column }) => plainName(column) === stem)?.column ?? null;
  }

  /** Columns of probabilities whose names end in the labels: `prob_Male`, `gender_prob_Male`. */
  #scores(task: TaskColumns, taken: ReadonlySet<string | null>): TaskColumns['scores'] {
    const attribute = this.#input.attributes?.find(({ name }) => name === task.name);
    const labels = new Set(attribute?.labels ?? []);
    for (const column of [task.truth, task.predicted]) {
      if (column !== null) for (const value of this.#values(column)) labels.add(value);
    }
    const found: TaskColumns['scores'] = [];
    for (const label of labels) {
      const stems = scoreStems(task.name, label);
      const entry = this.#withRole('score').find(
        ({ column, role }) => !taken.has(column) && role.stem !== '' && stems.includes(role.stem),
      );
      if (entry) found.push({ label, column: entry.column });
    }
    return found;
  }

  #isDecision(column: string): boolean {
    const values = this.#values(column);
    return values.size <= 2 && [...values].every((value) => !/^[+-]?0*[.,]\d*[1-9]/.test(value));
  }

  #values(column: string): Set<string> {
    return valuesOf(this.#input, column);
  }

  #taskName(stem: string): string {
    const attribute = this.#input.attributes?.find(({ name }) => plainName(name) === stem);
    return attribute?.name ?? (/^[a-z]/.test(stem) ? stem.replace(/[^\w-]/g, '_') : 'label');
  }
}

/** What is left of the name of a label's column of probabilities: `male`, `gender_male`. */
function scoreStems(task: string, label: string): string[] {
  return [plainName(label), `${plainName(task)}_${plainName(label)}`];
}

function valuesOf({ columns, records }: GuessInput, column: string): Set<string> {
  const place = columns.indexOf(column);
  const values = new Set(records.map(({ cells }) => (cells[place] ?? '').trim()));
  values.delete('');
  return values;
}

/** Every other column of few different values, where no groups are named. */
function guessGroups(input: GuessInput, free: readonly string[]): PredictionColumns['groups'] {
  const { request, attributes } = input;
  if (request.groups.size > 0) {
    return [...request.groups].map(([name, column]) => ({ name, column, guessed: false, droppable: false }));
  }
  if (attributes !== undefined) {
    return attributes.flatMap(({ name, column = name }) =>
      free.includes(column) ? [{ name, column, guessed: true, droppable: false }] : [],
    );
  }
  const taken = new Set<string>();
  return free.flatMap((column) => {
    const { role, stem } = columnRole(column);
    // The truth of something that is not predicted, `race_label`, is a group.
    const isGroup = role === null || (role === 'truth' && stem !== '');
    const { size } = valuesOf(input, column);
    if (!isGroup || size < 1 || size > MAX_LABELS) return [];
    const name = freeName(role === null ? column : stem, taken);
    taken.add(name);
    return [{ name, column, guessed: true, droppable: true }];
  });
}

/** A name that an attribute can have, `group_2` where `group` is taken. */
function freeName(text: string, taken: ReadonlySet<string>): string {
  const plain = text.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^[^A-Za-z]+|_+$/g, '') || 'group';
  let name = plain;
  for (let number = 2; taken.has(name); number += 1) name = `${plain}_${number}`;
  return name;
}

function noPredictions({ file, columns, sheets }: GuessInput, task: string | undefined): UserError {
  return new UserError({
    code: 'no_prediction_columns',
    message:
      `${file}: ${task === undefined ? 'no column is called as predictions are' : `no column holds the predictions of ${task}`}. ` +
      `Its columns are ${quoteList(columns, 40)}.`,
    hint:
      (sheets.length > 1
        ? `The workbook has the sheets ${quoteList(sheets)}: name another with --sheet. `
        : '') +
      'Say which they are: --pred gender=COLUMN --truth gender=COLUMN, or --score gender:Male=COLUMN. The first line of a table must be its header.',
  });
}

function noTruth({ file, columns }: GuessInput, task: string): UserError {
  return new UserError({
    code: 'no_truth',
    message: `${file}: no column is called as the true ${task} is. Its columns are ${quoteList(columns, 40)}.`,
    hint: `Say which it is with --truth ${task}=COLUMN, or take the truth from a registered data set with --dataset NAME.`,
  });
}
