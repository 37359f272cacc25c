import { basename } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { LabelRepair } from '@evenhand/contracts';
import { type Command, Option } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import { exitCode } from '../cli/exit-codes.js';
import { collect, keyValues } from '../cli/options.js';
import { type ImportedRun, type ImportRequest, importPredictions } from '../engine/import-predictions.js';
import { count } from '../reporters/format.js';
import { runSummary } from '../reporters/run-summary.js';
import { table } from '../reporters/table.js';
import { withProgress } from '../reporters/with-progress.js';
import { checkName, parseModelRef } from '../workspace.js';
import { withDatabase } from './with-database.js';

interface Options {
  name: string;
  sheet?: string;
  sample?: string;
  truth?: string[];
  pred?: string[];
  confidence?: string[];
  score?: string[];
  group?: string[];
  dataset?: string;
  newDataset?: string;
  manifest?: string;
  map?: string[];
  onConflict?: 'first' | 'last';
  tag?: string[];
}

/** Spellings that are named; the rest is counted. */
const shownRepairs = 8;

export function registerImport(program: Command, environment: Environment): void {
  handle<[string], Options>(
    environment,
    program
      .command('import <file>')
      .description(
        'make a run of predictions that something else has made: CSV, TSV, JSON Lines, Parquet or Excel; columns that are not named are guessed',
      )
      .requiredOption('--name <name@version>', 'what to call the model that made them')
      .option('--sheet <name>', 'which sheet of an Excel workbook (the first)')
      .option('--sample <column>', 'column that names the sample')
      .option('--truth <task=column>', 'column of the true label (repeatable)', collect)
      .option('--pred <task=column>', 'column of the predicted label (repeatable)', collect)
      .option(
        '--confidence <task=column>',
        "column of the predicted label's probability (repeatable)",
        collect,
      )
      .option(
        '--score <task:label=column>',
        "column of one label's probability (repeatable), or TASK=prob_* where * stands for the label",
        collect,
      )
      .option('--group <name=column>', 'column of a group attribute (repeatable)', collect)
      .option(
        '--dataset <dataset>',
        'take truth and groups from this data set, joined by the name of the sample',
      )
      .option('--new-dataset <name>', "name of the data set that is made without it (the file's name)")
      .option(
        '--manifest <manifest>',
        "dataset.yaml, or the name of one that ships: the labels of the file's own columns",
      )
      .option(
        '--map <task=file>',
        "what the data set's labels are called in the predictions (repeatable)",
        collect,
      )
      .addOption(
        new Option('--on-conflict <row>', 'which of two rows that contradict each other holds').choices([
          'first',
          'last',
        ]),
      )
      .option('--tag <key=value>', 'note something with the run (repeatable)', collect),
    async (context, options, file) => {
      const request = toRequest(file, options);
      keepHeapSmall();
      await withDatabase(context, async (db) => {
        const imported = await withProgress(
          context,
          { label: `import ${basename(file)}`, interrupted: 'Interrupted: nothing was imported.' },
          (report) =>
            importPredictions(
              {
                workspace: context.workspace,
                db,
                onProgress: (share) => report({ done: Math.floor(100 * share), total: 100 }),
              },
              request,
            ),
        );
        const { audit } = imported;
        if (context.json) {
          context.printJson({
            schemaVersion: audit.schemaVersion,
            run: audit.run,
            import: importDocument(imported),
          });
          return;
        }
        context.note(importText(file, imported));
        for (const { message } of audit.run.warnings) context.warn(`Warning: ${message}`);
        context.print(runSummary(audit, context.colors));
      });
      return exitCode.fine;
    },
  );
}

/**
 * Left alone, V8 lets the garbage of a million rows grow to four times what lives before it looks: 900 MB where 450 MB
 * do, for a tenth of the time.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=20');
}

function toRequest(file: string, options: Options): ImportRequest {
  const { name, version } = parseModelRef(options.name);
  return {
    file,
    sheet: options.sheet,
    model: { name: checkName(name, 'model name'), version: checkName(version, 'model version') },
    columns: {
      sample: options.sample,
      truth: keyValues(options.truth ?? [], '--truth'),
      predicted: keyValues(options.pred ?? [], '--pred'),
      confidence: keyValues(options.confidence ?? [], '--confidence'),
      scores: options.score ?? [],
      groups: keyValues(options.group ?? [], '--group'),
    },
    dataset: options.dataset,
    newDataset: options.newDataset,
    manifest: options.manifest,
    maps: keyValues(options.map ?? [], '--map'),
    onConflict: options.onConflict,
    tags: Object.fromEntries(keyValues(options.tag ?? [], '--tag')),
  };
}

function repairsOf({ read }: ImportedRun): LabelRepair[] {
  return [...(read.own?.repairs ?? []), ...read.repairs];
}

function importDocument(imported: ImportedRun): object {
  const { read, sha256, newDataset, audit } = imported;
  return {
    format: read.format,
    rows: read.rows,
    samples: read.samples,
    duplicates: read.duplicates,
    overruled: read.overruled,
    columns: read.columns,
    repairs: repairsOf(imported),
    dataset: audit.run.dataset.name,
    newDataset,
    sha256,
  };
}

function importText(file: string, imported: ImportedRun): string {
  const { read, audit, newDataset } = imported;
  const lines = [
    `${basename(file)}: ${count(read.rows)} rows, ${count(read.samples)} samples`,
    table(
      [{ title: 'read' }, { title: 'from the column' }, { title: '' }],
      read.columns.map(({ what, column, guessed }) => [what, column, guessed ? 'guessed' : '']),
    ),
  ];
  const repairs = repairsOf(imported);
  if (repairs.length > 0) {
    const labels = repairs.reduce((sum, repair) => sum + repair.count, 0);
    lines.push(`${count(labels)} ${labels === 1 ? 'label was' : 'labels were'} repaired:`);
    for (const { attribute, from, to, count: times } of repairs.slice(0, shownRepairs)) {
      lines.push(`  ${attribute}: ${count(times)} × "${from}" → "${to}"`);
    }
    if (repairs.length > shownRepairs)
      lines.push(`  and ${count(repairs.length - shownRepairs)} other spellings`);
  }
  if (newDataset) lines.push(`Made the data set ${audit.run.dataset.name} of it, without images.`);
  return lines.join('\n');
}
