import { UserError } from '@evenhand/contracts';
import { type Db, findRun, iterateFailures, iteratePredictions, type Run } from '@evenhand/db';
import { type Command, Option } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { withDatabaseToRead } from './with-database.js';

interface Options {
  format: 'csv' | 'jsonl';
  task?: string;
}

/** One line per sample and task; samples without a prediction say why. */
type Line =
  | { sample: string; task: string; true: string | null; predicted: string; scores: Record<string, number> }
  | { sample: string; error: { code: string; message: string } };

export function registerPredictions(program: Command, environment: Environment): void {
  handle<[string], Options>(
    environment,
    program
      .command('predictions <run>')
      .description('the rows behind a run: truth, prediction and probabilities per sample and task')
      .addOption(new Option('--format <format>', 'csv or jsonl').choices(['csv', 'jsonl']).default('csv'))
      .option('--task <task>', 'only this task'),
    async (context, options, ref) => {
      await withDatabaseToRead(context, (db) => {
        const run = findRun(db, ref);
        const task = taskIndex(run, options.task);
        if (context.json) context.printJson([...lines(db, run, task)]);
        else if (options.format === 'jsonl') printJsonLines(context, lines(db, run, task));
        else printCsv(context, lines(db, run, task));
      });
      return undefined;
    },
  );
}

function taskIndex(run: Run, name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  const index = run.tasks.findIndex((task) => task.name === name);
  if (index >= 0) return index;
  throw new UserError({
    code: 'unknown_task',
    message: `Run ${run.id} has no task "${name}".`,
    hint: `Its tasks are ${run.tasks.map((task) => task.name).join(', ')}.`,
  });
}

function* lines(db: Db, run: Run, task: number | undefined): Generator<Line> {
  const wanted = task === undefined ? { run: run.id } : { run: run.id, task };
  for (const row of iteratePredictions(db, wanted)) {
    const { name = '', labels = [] } = run.tasks[row.task] ?? {};
    yield {
      sample: row.sampleId,
      task: name,
      true: row.truth === null ? null : (labels[row.truth] ?? null),
      predicted: labels[row.predicted] ?? '',
      scores: Object.fromEntries(labels.map((label, index) => [label, row.scores?.[index] ?? 0])),
    };
  }
  for (const { sampleId, code, message } of iterateFailures(db, run.id)) {
    yield { sample: sampleId, error: { code, message } };
  }
}

function printJsonLines(context: Context, rows: Iterable<Line>): void {
  for (const row of rows) context.print(JSON.stringify(row));
}

/** Columns that fit every task: the probabilities are one JSON cell, since tasks have different labels. */
function printCsv(context: Context, rows: Iterable<Line>): void {
  context.print('sample,task,true,predicted,confidence,scores,error_code,error_message');
  for (const row of rows) {
    const cells =
      'error' in row
        ? [row.sample, '', '', '', '', '', row.error.code, row.error.message]
        : [
            row.sample,
            row.task,
            row.true ?? '',
            row.predicted,
            String(row.scores[row.predicted] ?? ''),
            JSON.stringify(row.scores),
            '',
            '',
          ];
    context.print(cells.map(csvCell).join(','));
  }
}

/** RFC 4180: quotes where needed, doubled inside. */
function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
