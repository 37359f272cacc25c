import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RegisteredModelManifest, UserError } from '@evenhand/contracts';
import { deleteModel, getModel, insertModel, listModels, type StoredModel } from '@evenhand/db';
import { type CardClaims, importModel, verifyModelPackage } from '@evenhand/model';
import type { Command } from 'commander';
import { addGlobalOptions, type Environment, handle } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { exitCode } from '../cli/exit-codes.js';
import { asTyped } from '../cli/invocation.js';
import { fetchModel } from '../engine/fetch-from-hub.js';
import { requireWeights } from '../engine/require-weights.js';
import { verifyCard } from '../engine/verify-card.js';
import { cardText, dataText } from '../reporters/card-text.js';
import { count } from '../reporters/format.js';
import { table } from '../reporters/table.js';
import { withProgress } from '../reporters/with-progress.js';
import { checkName, type ModelRef, modelFolder, parseModelRef, type Workspace } from '../workspace.js';
import { withDatabase, withDatabaseToRead } from './with-database.js';

export function registerModel(program: Command, environment: Environment): void {
  const model = addGlobalOptions(program.command('model'))
    .enablePositionalOptions()
    .description('models: add, list, show, verify, remove');
  handle<[string], { name: string; version: string; manifest?: string }>(
    environment,
    model
      .command('add <source>')
      .description(
        'import a checkpoint folder (Hugging Face layout), an .onnx file with its model.yaml, or hf:owner/repo[@rev]',
      )
      .requiredOption('--name <name>', 'name in this workspace')
      .requiredOption('--version <version>', 'version in this workspace')
      .option('--manifest <manifest>', 'model.yaml, or the name of a manifest that ships with Evenhand'),
    async (context, options, source) => {
      const ref = {
        name: checkName(options.name, 'model name'),
        version: checkName(options.version, 'model version'),
      };
      const stored = await withDatabase(context, (db) =>
        addModel(context, db, { ...ref, source, manifest: options.manifest }),
      );
      if (context.json) context.printJson(describe(context.workspace, stored));
      else context.print(`Added ${stored.name}@${stored.version}: ${taskSummary(stored.manifest)}.`);
      return exitCode.fine;
    },
  );
  handle(environment, model.command('list').description('the models of this workspace'), async (context) => {
    const models = await withDatabaseToRead(context, listModels);
    if (context.json) {
      context.printJson(models.map((stored) => describe(context.workspace, stored)));
    } else if (models.length === 0) {
      context.print(asTyped('No models yet. `evenhand model add SOURCE --name N --version V` imports one.'));
    } else {
      context.print(
        table(
          [{ title: 'model' }, { title: 'tasks' }, { title: 'digest', rank: 1 }, { title: 'added', rank: 2 }],
          models.map((entry) => [
            `${entry.name}@${entry.version}`,
            taskSummary(entry.manifest),
            entry.digest.slice(0, 12),
            entry.addedAt.slice(0, 16).replace('T', ' '),
          ]),
          context.width,
        ),
      );
    }
    return exitCode.fine;
  });
  handle<[string], object>(
    environment,
    model.command('show <model>').description('one model (NAME@VERSION): tasks, preprocessing, card'),
    async (context, _options, text) => {
      const stored = await withDatabaseToRead(context, (db) => getModel(db, parseModelRef(text)));
      if (context.json) context.printJson(describe(context.workspace, stored));
      else context.print(modelText(stored));
      return exitCode.fine;
    },
  );
  handle<[string], { run?: string }>(
    environment,
    model
      .command('verify <model>')
      .description(
        'read the package again and compare it with its digests; check the numbers of its card, in themselves and against a run',
      )
      .option('--run <run>', 'compare the card with this run, whatever its data set is called'),
    async (context, options, text) => {
      const stored = await withDatabaseToRead(context, (db) => getModel(db, parseModelRef(text)));
      requireWeights(stored);
      const differences = await verifyModelPackage(modelFolder(context.workspace, stored));
      const card = await withDatabaseToRead(context, (db) => verifyCard(db, stored, options.run));
      const intact = differences.length === 0;
      if (context.json) {
        context.printJson({ model: text, intact, differences, card: card?.document ?? null });
      } else {
        if (intact) context.print(`${text} is as it was imported.`);
        const { card: said } = stored.manifest;
        if (card && said?.reported) context.print(`\n${cardText(card, said.reported)}`);
      }
      if (intact) return card === null || card.holds ? exitCode.fine : exitCode.gateFailed;
      throw new UserError({
        code: 'model_changed',
        message: `${text} is not as it was imported: ${differences.map((d) => `${d.file} ${d.problem}`).join(', ')}.`,
        hint: `Remove it (evenhand model remove ${text}) and add it again from its source.`,
      });
    },
  );
  handle<[string], object>(
    environment,
    model.command('remove <model>').description('remove a model; its runs stay readable'),
    async (context, _options, text) => {
      const ref = parseModelRef(text);
      await withDatabase(context, async (db) => {
        const stored = getModel(db, ref);
        deleteModel(db, ref);
        await rm(modelFolder(context.workspace, stored), { recursive: true, force: true });
      });
      if (context.json) context.printJson({ removed: text });
      else context.print(`Removed ${text}.`);
      return exitCode.fine;
    },
  );
}

export interface AddModel extends ModelRef {
  source: string;
  manifest?: string | undefined;
}

/** Imports a model into the workspace and registers it. */
export async function addModel(
  context: Context,
  db: Parameters<typeof insertModel>[0],
  { name, version, source, manifest }: AddModel,
): Promise<StoredModel> {
  if (listModels(db).some((entry) => entry.name === name && entry.version === version)) {
    throw new UserError({
      code: 'model_exists',
      message: `There is a model ${name}@${version} already.`,
      hint: `Choose another --version, or remove it first: evenhand model remove ${name}@${version}`,
    });
  }
  const folder = join('models', name, version);
  const into = join(context.workspace.dir, folder);
  // The database knows no such model, so a folder of that name is left over from an import that was cut off.
  await rm(into, { recursive: true, force: true });
  const local = await fetchModel(context, source);
  const imported = await withProgress(
    context,
    { label: `import ${name}@${version} (MB)`, interrupted: 'Interrupted: nothing was added.' },
    (report) =>
      importModel(
        { ...local, into, name, version, onNote: context.note, ...(manifest ? { manifest } : {}) },
        (state) => {
          if (state.stage === 'weights')
            report({ done: Math.round(state.done / 1e6), total: Math.ceil(state.total / 1e6) });
        },
      ),
  );
  noteClaims(context, imported.claims, `${name}@${version}`);
  return insertModel(db, { name, version, digest: imported.digest, manifest: imported.manifest, folder });
}

/** What was read from the model's card, and what could not be. */
function noteClaims(context: Context, claims: CardClaims | undefined, model: string): void {
  if (!claims) return;
  const { reported, problems } = claims;
  if (reported) {
    const tasks = [...new Set(reported.metrics.map(({ task }) => task))].join(', ');
    context.note(
      `README.md states ${count(reported.metrics.length)} numbers about ${tasks}, of ${dataText(reported)}: evenhand model verify ${model} checks them.`,
    );
  }
  for (const { line, message } of problems) context.warn(`README.md, line ${line}, ${message}.`);
}

function describe(workspace: Workspace, stored: StoredModel): object {
  return {
    name: stored.name,
    version: stored.version,
    digest: stored.digest,
    addedAt: stored.addedAt,
    folder: modelFolder(workspace, stored),
    manifest: stored.manifest,
  };
}

function taskSummary(manifest: RegisteredModelManifest): string {
  return manifest.tasks.map((task) => `${task.name} (${task.labels.length})`).join(', ');
}

function modelText(stored: StoredModel): string {
  const { manifest } = stored;
  const lines = [`${stored.name}@${stored.version}${manifest.title ? `: ${manifest.title}` : ''}`];
  if (manifest.source) lines.push(`source    ${manifest.source}`);
  if (manifest.licence) lines.push(`licence   ${manifest.licence}`);
  lines.push(`digest    ${stored.digest}`, '', 'Tasks (labels in output order)');
  for (const task of manifest.tasks) lines.push(`  ${task.name} (${task.kind}): ${task.labels.join(', ')}`);
  if ('predictions' in manifest) {
    const { file, rows, sha256 } = manifest.predictions;
    lines.push(
      '',
      'No weights: its predictions were imported',
      `  ${file} (${count(rows)} rows)`,
      `  SHA-256 ${sha256}`,
    );
  } else {
    lines.push('', 'Preprocessing', `  ${JSON.stringify(manifest.preprocess)}`);
  }
  const { card } = manifest;
  if (card?.summary) lines.push('', card.summary);
  const section = (title: string, entries: readonly string[] | undefined): void => {
    if (entries && entries.length > 0) lines.push('', title, ...entries.map((entry) => `  - ${entry}`));
  };
  section('Intended use', card?.intendedUse);
  section('Out of scope', card?.outOfScopeUse);
  section('Limitations', card?.limitations);
  return lines.join('\n');
}
