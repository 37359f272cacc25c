import { loadAudit, registeredModel } from '@evenhand/audit';
import { UserError } from '@evenhand/contracts';
import { type Db, findRun, type Run } from '@evenhand/db';
import { type Command, Option } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { replaceFile } from '../engine/replace-file.js';
import { type ColumnTable, csvPieces } from '../exports/column-table.js';
import { countTable } from '../exports/count-table.js';
import { chooseTask, fairnessTable } from '../exports/fairness-table.js';
import { modelCard } from '../exports/model-card.js';
import { tableFormatOf, writeTable } from '../exports/write-table.js';
import { count } from '../reporters/format.js';
import { withDatabaseToRead } from './with-database.js';

const kinds = ['counts', 'fairlearn', 'aequitas', 'model-card'] as const;

interface Options {
  as: (typeof kinds)[number];
  output?: string;
  task?: string;
  positive?: string;
}

export function registerExport(program: Command, environment: Environment): void {
  handle<[string], Options>(
    environment,
    program
      .command('export <run>')
      .description('a run for other tools: its counts, a table for fairlearn or Aequitas, a model card')
      .addOption(new Option('--as <kind>', 'what to write').choices(kinds).makeOptionMandatory())
      .option('-o, --output <file>', 'tables: .csv, .jsonl or .parquet; a model card: .md (else on stdout)')
      .option('--task <task>', 'only this task; fairlearn and Aequitas take one')
      .option('--positive <label>', 'the label that counts as 1, for fairlearn and Aequitas'),
    async (context, options, ref) => {
      await withDatabaseToRead(context, async (db) => {
        const run = findRun(db, ref);
        if (run.status !== 'finished') {
          context.warn(`Run ${run.id} is ${run.status}: this is what is stored so far.`);
        }
        if (options.as === 'model-card') await writeCard(context, { db, run }, options);
        else await writeRows(context, tableOf(db, run, options), { run, options });
      });
      return undefined;
    },
  );
}

function tableOf(db: Db, run: Run, { as, task, positive }: Options): ColumnTable {
  if (positive !== undefined && as !== 'fairlearn' && as !== 'aequitas') {
    throw new UserError({
      code: 'bad_option',
      message: '--positive is for --as fairlearn and --as aequitas.',
      hint: 'Leave it out: counts have every label.',
    });
  }
  if (as === 'fairlearn' || as === 'aequitas') return fairnessTable(db, run, { tool: as, task, positive });
  return countTable(db, run.id, task === undefined ? undefined : run.tasks[chooseTask(run, task)]?.name);
}

async function writeRows(
  context: Context,
  table: ColumnTable,
  { run, options }: { run: Run; options: Options },
): Promise<void> {
  const { output, as } = options;
  if (output === undefined) {
    for (const piece of csvPieces(table)) context.print(piece.slice(0, -1));
    return;
  }
  const format = tableFormatOf(output);
  await writeTable(output, format, table);
  if (context.json) context.printJson({ file: output, as, format, run: run.id, rows: table.rows });
  else context.note(`${output}: ${count(table.rows)} rows of run ${run.id}`);
}

async function writeCard(
  context: Context,
  { db, run }: { db: Db; run: Run },
  { output }: Options,
): Promise<void> {
  const text = modelCard(loadAudit(db, run.id), registeredModel(db, run)?.manifest);
  if (output === undefined) {
    context.print(text.trimEnd());
    return;
  }
  await replaceFile(output, Buffer.from(text));
  if (context.json) context.printJson({ file: output, as: 'model-card', run: run.id });
  else context.note(`${output}: model card of run ${run.id}`);
}
