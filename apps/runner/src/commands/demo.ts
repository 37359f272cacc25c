import { join } from 'node:path';
import { loadAudit } from '@evenhand/audit';
import { type AuditDocument, type DatasetManifest, UserError } from '@evenhand/contracts';
import { demoModelFolder, generateDemo } from '@evenhand/datasets';
import { type Db, getDataset, getModel, listDatasets, listModels, listRuns } from '@evenhand/db';
import { findGrouping } from '@evenhand/report';
import type { Command } from 'commander';
import { type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { asTyped } from '../cli/invocation.js';
import { serveDashboard } from '../dashboard/serve-dashboard.js';
import { prepareNewRun } from '../engine/prepare-run.js';
import { groupingTable } from '../reporters/audit-text.js';
import { count } from '../reporters/format.js';
import { withProgress } from '../reporters/with-progress.js';
import { addDataset } from './dataset.js';
import { addModel } from './model.js';
import { executeRun } from './run.js';
import { withDatabase } from './with-database.js';

const dataset = 'demo';
const versions = ['v1', 'v2'] as const;

export function registerDemo(program: Command, environment: Environment): void {
  handle<[], { open: boolean }>(
    environment,
    program
      .command('demo')
      .description('the whole way on a built-in data set of butterflies and a small model in two versions')
      .option('--no-open', 'end with the table, without serving the dashboard'),
    async (context, { open }) => {
      const audits = await withDatabase(context, (db) => demo(context, db));
      const manifest = await withDatabase(context, (db) => getDataset(db, dataset).manifest);
      if (context.json) context.printJson({ runs: audits.map((audit) => audit.run) });
      else context.print(demoText(context, manifest, audits));
      // Only where somebody is there to look at it and to end it.
      if (open && context.attended && !context.json) await serveDashboard(context);
      return undefined;
    },
  );
}

/** Makes what is missing, so that a second `evenhand demo` only prints, and one cut off goes on. */
async function demo(context: Context, db: Db): Promise<AuditDocument[]> {
  if (!listDatasets(db).some((entry) => entry.name === dataset)) {
    const folder = join(context.workspace.dir, 'demo');
    const { images } = await withProgress(
      context,
      { label: 'render specimens', interrupted: 'Interrupted; the same command starts again.' },
      (report) => generateDemo({ folder, split: 'audit', onProgress: report }),
    );
    await addDataset(context, db, { source: folder, name: dataset });
    context.note(`Data set ${dataset}: ${count(images)} rendered specimens in ${folder}`);
  }
  const audits: AuditDocument[] = [];
  for (const version of versions) {
    if (!listModels(db).some((entry) => entry.name === dataset && entry.version === version)) {
      await addModel(context, db, { name: dataset, version, source: demoModelFolder(version) });
      context.note(`Model ${dataset}@${version} imported`);
    }
    audits.push(await demoAudit(context, db, version));
  }
  return audits;
}

/** The newest finished audit of this model version on these data; a new one where there is none. */
async function demoAudit(context: Context, db: Db, version: string): Promise<AuditDocument> {
  const model = getModel(db, { name: dataset, version });
  const data = getDataset(db, dataset);
  const [finished] = listRuns(db, {
    status: ['finished'],
    dataset,
    model: { name: dataset, version },
  }).filter(
    (run) =>
      run.model.digest === model.digest &&
      run.dataset.digest === data.digest &&
      run.counts.ok + run.counts.failed === data.samples,
  );
  if (finished) return loadAudit(db, finished.id);
  const prepared = await prepareNewRun(
    { workspace: context.workspace, db, signal: context.interruption() },
    {
      model: `${dataset}@${version}`,
      dataset,
      device: 'cpu',
      where: [],
      maps: new Map(),
      tags: {},
    },
  );
  return executeRun(context, db, prepared);
}

/** Both versions' tables for the first planted task, by the attributes of the planted group. */
function demoText(context: Context, manifest: DatasetManifest, audits: readonly AuditDocument[]): string {
  const { planted } = manifest;
  const name = planted?.tasks[0];
  const by = Object.keys(planted?.group ?? {});
  const parts = audits.map((audit) => {
    const task = audit.tasks.find((entry) => entry.task === name);
    const grouping = task && findGrouping(task, by);
    if (!task || !grouping) {
      throw new UserError({
        code: 'demo_changed',
        message: `The data set "${dataset}" of this workspace is not the demo's.`,
        hint: 'Run the demo in a workspace of its own: evenhand demo --workspace DIR',
      });
    }
    const { model, id } = audit.run;
    return `${context.colors.bold(`${model.name}@${model.version}: ${task.task}`)} (run ${id})\n${groupingTable(task, grouping, context)}`;
  });
  const next = [
    ...audits.map(
      (audit) => `  evenhand show ${audit.run.id}    every task and group of ${audit.run.model.version}`,
    ),
    `  evenhand compare ${audits.map((audit) => audit.run.id).join(' ')}    what changed, for whom`,
    '  evenhand dashboard    all of it in the browser, with the images',
  ];
  return [...parts, planted?.description.trim() ?? '', `Next:\n${asTyped(next.join('\n'))}`].join('\n\n');
}
