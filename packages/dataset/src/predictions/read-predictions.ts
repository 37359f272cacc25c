import { type RunWarning, UserError } from '@evenhand/contracts';
import { quoteList } from '../quote-list.js';
import { findRecords, peekRecords, type RecordSource } from '../tables/read-records.js';
import { collectPredictions } from './collect-predictions.js';
import type { Collected } from './collected.js';
import { guessColumns, type PredictionColumns } from './guess-columns.js';
import { isCounts, isLong } from './long-columns.js';
import { ownLabels } from './own-dataset.js';
import { predictedSamples } from './predicted-samples.js';
import type { PredictionFile, ReadPredictionsOptions } from './prediction-file.js';
import { type JoinCounts, JoinedSamples, OwnSamples } from './sample-index.js';
import { taskPredictions } from './task-predictions.js';

/** Rows that are looked at to guess what the columns hold. */
const PEEK = 1000;

/**
 * Reads a file of predictions (CSV, TSV, JSON Lines, Parquet or Excel): finds its columns, its samples and its labels.
 * What is not said is guessed from names and values, and the result says what was guessed. Trouble with one sample (no
 * prediction) is data; what makes the whole doubtful is refused.
 *
 * Throws a UserError, among others `missing_column`, `no_prediction_columns`, `no_truth`, `conflicting_rows`,
 * `unknown_label`, `labels_do_not_match`, `mixed_probabilities`, `no_samples_match`.
 */
export async function readPredictions(options: ReadPredictionsOptions): Promise<PredictionFile> {
  const { file, joined, declared, maps } = options;
  const source = await findRecords(file, options.sheet);
  const columns = await chooseColumns(options, source);
  const own = joined === undefined ? new OwnSamples(file) : null;
  const found = joined === undefined ? null : new JoinedSamples(file, joined.ids);
  const collected = await collectPredictions({
    source,
    columns,
    samples: own ?? found ?? new OwnSamples(file),
    onConflict: options.onConflict,
    onProgress: options.onProgress,
  });
  if (collected.tasks.length === 0) throw allFailed(file);
  refuseUnknownMaps(collected, maps);
  const ids = joined?.ids ?? own?.names ?? [];
  const labelled =
    joined === undefined ? ownLabels(collected, { file, samples: ids.length, declared }) : null;
  const attributes = joined?.attributes ?? labelled?.attributes ?? [];
  const labels = joined?.labels ?? labelled?.labels ?? [];
  const tasks = collected.tasks.map((task) =>
    taskPredictions({
      collected: task,
      attribute: attributes.find(({ name }) => name === task.name),
      map: maps.get(task.name),
      declared: joined !== undefined || declared?.some(({ name }) => name === task.name) === true,
      stated: joined !== undefined || collected.labels !== null,
      labels,
      ids,
      file,
    }),
  );
  if (tasks.every(({ task }) => task.truth === null)) {
    throw new UserError({
      code: 'labels_do_not_match',
      message: `Nothing of ${file} can be measured: ${tasks.flatMap(({ warnings }) => warnings.map(({ message }) => message)).join(' ')}`,
      hint: 'A task is measured against the attribute of the same name; --map TASK=map.yaml translates labels.',
    });
  }
  const samples = predictedSamples({ collected, tasks, labels, count: ids.length });
  return {
    format: source.format,
    rows: collected.rows,
    duplicates: collected.duplicates,
    overruled: collected.overruled,
    columns: [...describeSheet(source, options.sheet), ...describeColumns(columns)],
    tasks: tasks.map(({ task }) => task),
    own:
      labelled === null
        ? null
        : { attributes: labelled.attributes, ids, labels: labelled.labels, repairs: labelled.repairs },
    repairs: tasks.flatMap(({ repairs }) => repairs),
    warnings: [
      ...(found && joined ? joinWarnings(found.counts, { name: joined.name, file }) : []),
      ...rowWarnings(collected),
      ...(labelled?.warnings ?? []),
      ...tasks.flatMap(({ warnings }) => warnings),
      ...samples.warnings,
    ],
    samples: samples.count,
    predictions: samples.iterate,
  };
}

async function chooseColumns(
  { file, request, joined, declared }: ReadPredictionsOptions,
  source: RecordSource,
): Promise<PredictionColumns | null> {
  const { columns, records } = await peekRecords(source, PEEK);
  if (columns.length === 0) {
    throw new UserError({ code: 'empty_table', message: `${file} has no header and no rows.` });
  }
  const { truth, predicted, confidence, scores, groups } = request;
  const isAsked = truth.size + predicted.size + confidence.size + scores.length + groups.size > 0;
  if (!isAsked && request.sample === undefined && isLong(columns)) return null;
  if (!isAsked && isCounts(columns)) {
    throw new UserError({
      code: 'counts_not_predictions',
      message: `${file} is a table of counts: its rows are numbers of images, not predictions.`,
      hint: 'evenhand predictions RUN --labels -o FILE writes a row for each prediction, which can be imported.',
    });
  }
  if (joined !== undefined && groups.size > 0) {
    throw new UserError({
      code: 'bad_option',
      message: `--group is for predictions without a data set; the groups of ${joined.name} are its attributes.`,
      hint: 'Leave out --group, or leave out --dataset to take truth and groups from the file.',
    });
  }
  return guessColumns({
    file,
    columns,
    records,
    sheets: source.format === 'xlsx' ? source.sheet.sheets : [],
    request,
    attributes: joined?.attributes ?? declared,
    joined: joined !== undefined,
  });
}

function refuseUnknownMaps({ tasks }: Collected, maps: ReadonlyMap<string, unknown>): void {
  const unknown = [...maps.keys()].find((task) => tasks.every(({ name }) => name !== task));
  if (unknown === undefined) return;
  throw new UserError({
    code: 'unknown_task',
    message: `--map ${unknown}=…: the file has no predictions of "${unknown}".`,
    hint: `Its tasks are ${quoteList(tasks.map(({ name }) => name))}.`,
  });
}

/** Of several sheets one was read, which the user may not have meant. */
function describeSheet(source: RecordSource, wanted: string | undefined): PredictionFile['columns'] {
  if (source.format !== 'xlsx' || source.sheet.sheets.length < 2) return [];
  const { name, sheets } = source.sheet;
  return [{ what: 'sheet', column: `${name}, one of ${sheets.length}`, guessed: wanted === undefined }];
}

function describeColumns(columns: PredictionColumns | null): PredictionFile['columns'] {
  if (columns === null)
    return [{ what: 'samples and tasks', column: 'as evenhand predictions writes them', guessed: true }];
  const { sample, tasks, groups, guessed } = columns;
  const entry = (what: string, column: string | null): PredictionFile['columns'] =>
    column === null ? [] : [{ what, column, guessed: guessed.has(column) }];
  return [
    ...(sample === null
      ? [{ what: 'sample', column: 'none: by row', guessed: true }]
      : entry('sample', sample)),
    ...tasks.flatMap(({ name, truth, predicted, confidence, scores }) => [
      ...entry(`${name}, true`, truth),
      ...entry(`${name}, predicted`, predicted),
      ...entry(`${name}, confidence`, confidence),
      ...scores.flatMap(({ label, column }) =>
        entry(`${name}, probability of ${label === '' ? 'the positive class' : label}`, column),
      ),
    ]),
    ...groups.map(({ name, column, guessed: isGuess }) => ({
      what: `group ${name}`,
      column,
      guessed: isGuess,
    })),
  ];
}

function rowWarnings({ duplicates, overruled }: Collected): RunWarning[] {
  const rows = (count: number, one: string, many: string): string =>
    count === 1 ? `1 row ${one}` : `${count.toLocaleString('en-US')} rows ${many}`;
  return [
    ...(duplicates === 0
      ? []
      : [
          {
            code: 'duplicate_rows',
            message: `${rows(duplicates, 'repeats an earlier one and was', 'repeat an earlier one and were')} left out.`,
            count: duplicates,
          },
        ]),
    ...(overruled === 0
      ? []
      : [
          {
            code: 'overruled_rows',
            message: `${rows(overruled, 'contradicts', 'contradict')} another row of the same sample; one of each was left out, as --on-conflict says.`,
            count: overruled,
          },
        ]),
  ];
}

function joinWarnings(counts: JoinCounts, { name, file }: { name: string; file: string }): RunWarning[] {
  const { exact, byPath, byName, unmatched, ambiguous, examples } = counts;
  const warnings: RunWarning[] = [];
  const rows = (count: number): string => `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'}`;
  if (exact + byPath + byName === 0) {
    const names = [...examples.unmatched, ...examples.ambiguous];
    throw new UserError({
      code: 'no_samples_match',
      message: `${file}: none of its ${rows(unmatched + ambiguous)} names a sample of ${name}. They name ${quoteList(names)}.`,
      hint: 'Samples are found by their path or file name. Name the column with --sample COLUMN, or leave out --dataset.',
    });
  }
  if (byName > 0) {
    const message = `${rows(byName)} found their sample by the name of the file alone; the folders differ.`;
    warnings.push({ code: 'joined_by_name', message, count: byName });
  }
  if (unmatched > 0) {
    const message = `${rows(unmatched)} of the file name no sample of ${name} and were left out: ${quoteList(examples.unmatched)}.`;
    warnings.push({ code: 'unmatched_rows', message, count: unmatched });
  }
  if (ambiguous > 0) {
    const message = `${rows(ambiguous)} of the file could name several samples of ${name} and were left out: ${quoteList(examples.ambiguous)}.`;
    warnings.push({ code: 'ambiguous_rows', message, count: ambiguous });
  }
  return warnings;
}

function allFailed(file: string): UserError {
  return new UserError({
    code: 'no_predictions',
    message: `${file} holds no prediction: every row says that its sample failed, or names no sample of the data set.`,
  });
}
