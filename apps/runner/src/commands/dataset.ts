import { type DatasetFormat, datasetFormat, UserError } from '@evenhand/contracts';
import { type Dataset, openDataset } from '@evenhand/dataset';
import { shippedDatasetManifests } from '@evenhand/datasets';
import {
  type Db,
  deleteDataset,
  getDataset,
  insertDataset,
  listDatasets,
  readSamples,
  type StoredDataset,
} from '@evenhand/db';
import { type Command, Option } from 'commander';
import { addGlobalOptions, type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { exitCode } from '../cli/exit-codes.js';
import { asTyped } from '../cli/invocation.js';
import { checkDataset } from '../engine/check-dataset.js';
import { fetchDataset } from '../engine/fetch-from-hub.js';
import { datasetCheckText } from '../reporters/dataset-check-text.js';
import { count } from '../reporters/format.js';
import { table } from '../reporters/table.js';
import { withProgress } from '../reporters/with-progress.js';
import { checkName } from '../workspace.js';
import { withDatabase, withDatabaseToRead } from './with-database.js';

interface AddOptions {
  name: string;
  format?: DatasetFormat;
  images?: string;
  manifest?: string;
  allowMissing?: boolean;
  config?: string;
  split?: string;
}

export function registerDataset(program: Command, environment: Environment): void {
  const dataset = addGlobalOptions(program.command('dataset')).description(
    'data sets: add, list, show, check, remove',
  );
  handle<[string], AddOptions>(
    environment,
    dataset
      .command('add <source>')
      .description(
        'register labelled images: a folder, a table or Parquet file, or hf:owner/repo[@rev]; images stay where they are',
      )
      .requiredOption('--name <name>', 'name in this workspace')
      .addOption(new Option('--format <format>', 'layout of the source').choices(datasetFormat.options))
      .option('--images <dir>', 'folder of the images, where the table is elsewhere')
      .option('--manifest <manifest>', 'dataset.yaml, or the name of a manifest that ships with Evenhand')
      .option('--allow-missing', 'leave out rows whose image is absent')
      .option('--config <config>', 'Parquet: which configuration of a published data set')
      .option('--split <split>', 'Parquet: which split of a published data set'),
    async (context, options, source) => {
      const stored = await withDatabase(context, (db) => addDataset(context, db, { ...options, source }));
      if (context.json) context.printJson(stored);
      else context.print(datasetText(stored));
      return exitCode.fine;
    },
  );
  handle(
    environment,
    dataset.command('list').description('the data sets of this workspace'),
    async (context) => {
      const stored = await withDatabaseToRead(context, listDatasets);
      if (context.json) {
        context.printJson(stored);
      } else if (stored.length === 0) {
        context.print(asTyped('No data sets yet. `evenhand dataset add SOURCE --name N` registers one.'));
      } else {
        context.print(
          table(
            [
              { title: 'data set' },
              { title: 'images', align: 'right' },
              { title: 'attributes' },
              { title: 'digest', rank: 1 },
            ],
            stored.map((entry) => [
              entry.name,
              count(entry.samples),
              entry.manifest.attributes
                .map((attribute) => `${attribute.name} (${attribute.labels.length})`)
                .join(', '),
              entry.digest.slice(0, 12),
            ]),
            context.width,
          ),
        );
      }
      return exitCode.fine;
    },
  );
  handle<[string], object>(
    environment,
    dataset.command('show <dataset>').description('one data set: labels, composition, repairs'),
    async (context, _options, name) => {
      await withDatabaseToRead(context, (db) => {
        const stored = getDataset(db, name);
        const composition = countLabels(db, stored);
        if (context.json) context.printJson({ ...stored, composition });
        else context.print(`${datasetText(stored)}\n\n${compositionText(stored, composition)}`);
      });
      return exitCode.fine;
    },
  );
  handle<[string], { against?: string }>(
    environment,
    dataset
      .command('check <dataset>')
      .description(
        'read every image again: missing, changed, unreadable, identical and near-identical images; small groups, and what the test set can show',
      )
      .option(
        '--against <dataset>',
        'also look for images of this data set, such as what a model was trained on',
      ),
    async (context, { against }, name) => {
      const check = await withProgress(
        context,
        { label: `check ${name}`, interrupted: 'Interrupted: not every image was looked at.' },
        (report) =>
          withDatabaseToRead(context, (db) =>
            checkDataset(db, { name, against, onProgress: (done, total) => report({ done, total }) }),
          ),
      );
      if (context.json) context.printJson(check);
      else context.print(datasetCheckText(check));
      if (check.images.failures.length > 0) return exitCode.input;
      return check.alike.some((set) => set.against !== undefined) ? exitCode.gateFailed : exitCode.fine;
    },
  );
  handle<[string], { force?: boolean }>(
    environment,
    dataset
      .command('remove <dataset>')
      .description('remove a data set from the workspace; the images stay')
      .option('--force', 'with its runs'),
    async (context, options, name) => {
      const runs = await withDatabase(context, (db) =>
        deleteDataset(db, { name, force: options.force ?? false }),
      );
      const withRuns = runs === 0 ? '' : ` and ${runs === 1 ? 'its run' : `its ${count(runs)} runs`}`;
      if (context.json) context.printJson({ removed: name, runs });
      else context.print(`Removed ${name}${withRuns}. Its images are untouched.`);
      return exitCode.fine;
    },
  );
}

export interface AddDataset extends AddOptions {
  source: string;
}

/** Reads a data set, hashes its images and registers it. */
export async function addDataset(context: Context, db: Db, options: AddDataset): Promise<StoredDataset> {
  const name = checkName(options.name, 'data set name');
  if (listDatasets(db).some((entry) => entry.name === name)) {
    throw new UserError({
      code: 'dataset_exists',
      message: `There is a data set ${name} already.`,
      hint: `Choose another --name, or remove it first: evenhand dataset remove ${name}`,
    });
  }
  const { source, origin, ...wanted } = await fetchDataset(context, options.source, {
    config: options.config,
    split: options.split,
  });
  const opened: Dataset = await withProgress(
    context,
    { label: `read ${name}`, interrupted: 'Interrupted: nothing was added.' },
    (report) =>
      openDataset(
        {
          source,
          origin,
          ...wanted,
          name,
          format: options.format ?? (origin === undefined ? undefined : 'parquet'),
          images: options.images,
          manifest: options.manifest,
          allowMissing: options.allowMissing,
          shippedManifests: shippedDatasetManifests(),
        },
        (done, total) => report({ done, total }),
      ),
  );
  return insertDataset(db, {
    manifest: opened.manifest,
    digest: opened.digest,
    root: opened.root,
    samples: opened.samples,
    repairs: opened.repairs,
    warnings: opened.warnings,
  });
}

function datasetText(stored: StoredDataset): string {
  const lines = [
    `${stored.name}${stored.manifest.title ? `: ${stored.manifest.title}` : ''}`,
    `${count(stored.samples)} images, labels ${stored.manifest.labels}`,
    `digest ${stored.digest}`,
  ];
  const repaired = stored.repairs.reduce((sum, repair) => sum + repair.count, 0);
  if (repaired > 0) lines.push(`${count(repaired)} ${repaired === 1 ? 'label was' : 'labels were'} repaired`);
  for (const repair of stored.repairs) {
    lines.push(`repaired ${repair.attribute}: ${count(repair.count)} × "${repair.from}" → "${repair.to}"`);
  }
  for (const warning of stored.warnings) lines.push(`warning: ${warning.message}`);
  return lines.join('\n');
}

type Composition = Record<string, Record<string, number>>;

function countLabels(db: Db, stored: StoredDataset): Composition {
  const composition: Composition = Object.fromEntries(
    stored.manifest.attributes.map(({ name, labels }) => [
      name,
      Object.fromEntries(labels.map((label) => [label, 0])),
    ]),
  );
  for (const sample of readSamples(db, stored.name)) {
    for (const [attribute, label] of Object.entries(sample.labels)) {
      const counts = composition[attribute];
      if (counts && label !== null) counts[label] = (counts[label] ?? 0) + 1;
    }
  }
  return composition;
}

function compositionText(stored: StoredDataset, composition: Composition): string {
  return stored.manifest.attributes
    .map(({ name, labels }) =>
      table(
        [{ title: name }, { title: 'images', align: 'right' }, { title: 'share', align: 'right' }],
        labels.map((label) => {
          const n = composition[name]?.[label] ?? 0;
          return [label, count(n), `${((100 * n) / Math.max(1, stored.samples)).toFixed(1)} %`];
        }),
      ),
    )
    .join('\n\n');
}
