import { UserError } from '@evenhand/contracts';
import { type Db, findRun, type Run } from '@evenhand/db';
import { quotedCell } from '@evenhand/report';
import { type Command, Option } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { replaceFile } from '../engine/replace-file.js';
import { chooseTask } from '../exports/fairness-table.js';
import {
  columnNames,
  type PredictionLine,
  predictionCells,
  predictionLines,
  predictionTable,
} from '../exports/prediction-table.js';
import { type TableFormat, tableFormatOf, tableFormats, writeTable } from '../exports/write-table.js';
import { count } from '../reporters/format.js';
import { withDatabaseToRead } from './with-database.js';

interface Options {
  format?: TableFormat;
  output?: string;
  task?: string;
  labels?: boolean;
}

export function registerPredictions(program: Command, environment: Environment): void {
  handle<[string], Options>(
    environment,
    program
      .command('predictions <run>')
      .description('the rows behind a run: truth, prediction and probabilities per sample and task')
      .addOption(
        new Option('--format <format>', "csv, jsonl or parquet; the file's ending, else csv").choices(
          tableFormats,
        ),
      )
      .option('-o, --output <file>', 'write them to a file')
      .option('--task <task>', 'only this task')
      .option(
        '--labels',
        "with the data set's labels of each sample, so that the file can be imported by itself",
      ),
    async (context, options, ref) => {
      await withDatabaseToRead(context, async (db) => {
        const run = findRun(db, ref);
        const task = options.task === undefined ? undefined : chooseTask(run, options.task);
        await write(context, { db, run, task }, options);
      });
      return undefined;
    },
  );
}

async function write(
  context: Context,
  { db, run, task }: { db: Db; run: Run; task: number | undefined },
  options: Options,
): Promise<void> {
  const { output, labels = false } = options;
  const format = options.format ?? (output === undefined ? 'csv' : tableFormatOf(output));
  const lines = predictionLines(db, run, task);
  if (output !== undefined) {
    if (format === 'parquet') await writeTable(output, format, predictionTable(lines, labels));
    else await replaceFile(output, inChunks(texts(lines, format, labels)));
    if (context.json) context.printJson({ file: output, format, run: run.id });
    else
      context.note(
        `${output}: predictions of run ${run.id}, ${count(run.counts.ok + run.counts.failed)} samples`,
      );
  } else if (context.json) {
    printArray(context, lines, labels);
  } else if (format === 'parquet') {
    throw new UserError({
      code: 'no_output',
      message: 'Parquet is not for the screen.',
      hint: 'Add -o FILE.parquet.',
    });
  } else {
    for (const text of texts(lines, format, labels)) context.print(text.slice(0, -1));
  }
}

/** One JSON document, a prediction a line: all of a large run together would be longer than a text can be. */
function printArray(context: Context, lines: Iterable<PredictionLine>, labels: boolean): void {
  let opening = '[';
  for (const line of lines) {
    context.print(`${opening}${JSON.stringify(document(line, labels))}`);
    opening = ',';
  }
  context.print(opening === '[' ? '[]' : ']');
}

/** Characters that are written to a file at once. */
const chunkLength = 1_000_000;

function* inChunks(texts: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const text of texts) {
    chunk += text;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Lines with their line breaks. */
function* texts(
  lines: Iterable<PredictionLine>,
  format: 'csv' | 'jsonl',
  labels: boolean,
): Generator<string> {
  if (format === 'csv') yield `${columnNames(labels).join(',')}\n`;
  for (const line of lines) {
    yield format === 'csv'
      ? `${predictionCells(line, labels)
          .map((cell) => quotedCell(String(cell ?? '')))
          .join(',')}\n`
      : `${JSON.stringify(document(line, labels))}\n`;
  }
}

function document({ sample, labels, said }: PredictionLine, withLabels: boolean): object {
  const own = withLabels ? { labels } : {};
  if ('code' in said) return { sample, error: said, ...own };
  const { task, truth, predicted, confidence, scores } = said;
  // Predictions that were imported may come without the probability of every label.
  const sure = scores === null && confidence !== null ? { confidence } : {};
  return { sample, task, true: truth, predicted, ...sure, scores, ...own };
}
