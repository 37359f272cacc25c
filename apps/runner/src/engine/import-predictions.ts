import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve } from 'node:path';
import {
  type AuditDocument,
  type DatasetManifest,
  type ImportedModelManifest,
  importedModelManifest,
  type LabelMap,
  type RunWarning,
  UserError,
} from '@evenhand/contracts';
import {
  type ColumnRequest,
  datasetDigest,
  findManifest,
  hashFile,
  type JoinedDataset,
  type PredictionFile,
  readLabelMap,
  readPredictions,
} from '@evenhand/dataset';
import { shippedDatasetManifests } from '@evenhand/datasets';
import {
  type Db,
  deleteDataset,
  deleteModel,
  deleteRun,
  getDataset,
  insertDataset,
  insertModel,
  listDatasets,
  listModels,
  readSamples,
} from '@evenhand/db';
import { Interrupted } from '../cli/run-command.js';
import { checkName, type ModelRef, modelFolder, type Workspace } from '../workspace.js';
import { storePredictions } from './store-predictions.js';

export interface ImportRequest {
  file: string;
  model: ModelRef;
  columns: ColumnRequest;
  /** Registered data set that the predictions are about. */
  dataset?: string | undefined;
  /** Name of the data set that is made of the file where none is given; the file's name where left out. */
  newDataset?: string | undefined;
  /** dataset.yaml, or the name of one that ships, that describes the file's own truth and groups. */
  manifest?: string | undefined;
  /** Task → label map file. */
  maps: ReadonlyMap<string, string>;
  onConflict?: 'first' | 'last' | undefined;
  tags: Record<string, string>;
}

export interface ImportOpen {
  workspace: Workspace;
  db: Db;
  signal: AbortSignal;
  /** Called as the file is read (0 … 1), then as its samples are stored. */
  onProgress(stage: 'read' | 'store', done: number, total: number): void;
}

export interface ImportedRun {
  audit: AuditDocument;
  read: PredictionFile;
  sha256: string;
  /** Whether a data set was made of the file. */
  newDataset: boolean;
}

/**
 * Makes a run of a file of predictions: registers a model without weights and, where no data set is given, a data set
 * without images. It is there as a whole or not at all.
 *
 * @throws UserError `model_exists`, `dataset_exists` and those of `readPredictions`; Interrupted at Ctrl-C
 */
export async function importPredictions(open: ImportOpen, request: ImportRequest): Promise<ImportedRun> {
  const { db, signal, onProgress } = open;
  const file = resolve(request.file);
  refuseTakenModel(db, request.model);
  const joined = request.dataset === undefined ? undefined : joinedDataset(db, request.dataset);
  const maps = new Map<string, LabelMap>();
  for (const [task, map] of request.maps) maps.set(task, await readLabelMap(map));
  const described =
    request.manifest === undefined
      ? null
      : await findManifest(request.manifest, shippedDatasetManifests(), dirname(file));
  const read = await readPredictions({
    file,
    request: request.columns,
    joined,
    declared: described?.attributes,
    maps,
    onConflict: request.onConflict,
    onProgress: (share) => {
      if (signal.aborted) throw new Interrupted('Interrupted: nothing was imported.');
      onProgress('read', share, 1);
    },
  });
  const sha256 = await hashFile(file);
  const undo: (() => unknown)[] = [];
  try {
    const { name: dataset, isNew } = await registerDataset(db, { file, request, read, described, undo });
    const model = await registerModel(open, { file, request, read, sha256, undo });
    const audit = storePredictions(
      { ...open, undo: (id) => undo.push(() => deleteRun(db, id)) },
      {
        model: { ...request.model, digest: model },
        dataset,
        read,
        labels: joined?.labels ?? read.own?.labels ?? [],
        tags: request.tags,
        imported: {
          file: basename(file),
          sha256,
          rows: read.rows,
          columns: Object.fromEntries(read.columns.map(({ what, column }) => [what, column])),
          repairs: read.repairs,
        },
      },
    );
    return { audit, read, sha256, newDataset: isNew };
  } catch (error) {
    // The run first, then what it refers to.
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

function refuseTakenModel(db: Db, { name, version }: ModelRef): void {
  if (!listModels(db).some((model) => model.name === name && model.version === version)) return;
  throw new UserError({
    code: 'model_exists',
    message: `There is a model ${name}@${version} already, and nothing says that it made these predictions.`,
    hint: `Give another version, --name ${name}@OTHER, or remove it first: evenhand model remove ${name}@${version}`,
  });
}

function joinedDataset(db: Db, name: string): JoinedDataset {
  const { manifest } = getDataset(db, name);
  const ids: string[] = [];
  const labels: JoinedDataset['labels'][number][] = [];
  for (const sample of readSamples(db, name)) {
    ids.push(sample.id);
    labels.push(sample.labels);
  }
  return { name, attributes: manifest.attributes, ids, labels };
}

interface Registration {
  file: string;
  request: ImportRequest;
  read: PredictionFile;
  undo: (() => unknown)[];
}

async function registerDataset(
  db: Db,
  { file, request, read, described, undo }: Registration & { described: DatasetManifest | null },
): Promise<{ name: string; isNew: boolean }> {
  const { own } = read;
  if (own === null) return { name: request.dataset ?? '', isNew: false };
  const name = datasetName(file, request.newDataset);
  const { attributes, ids, labels } = own;
  const samples = ids.map((id, index) => ({ id, path: null, sha256: '', labels: labels[index] ?? {} }));
  const digest = datasetDigest(attributes, samples);
  const taken = listDatasets(db).find((entry) => entry.name === name);
  // The predictions of a second model in the same table: the same samples, truth and groups.
  if (taken?.digest === digest) return { name, isNew: false };
  if (taken) {
    throw new UserError({
      code: 'dataset_exists',
      message: `There is a data set ${name} already, with other samples or labels than ${basename(file)}.`,
      hint: `Name the new one with --new-dataset NAME, or say with --dataset ${name} that the predictions are about that one.`,
    });
  }
  const manifest: DatasetManifest = {
    ...(described === null
      ? { schemaVersion: 1, labels: 'unknown' as const }
      : describedOnly(
          described,
          attributes.map((attribute) => attribute.name),
        )),
    name,
    description: `Made from the file of predictions ${basename(file)}; without images.`,
    attributes,
  };
  insertDataset(db, {
    manifest,
    digest,
    root: dirname(file),
    samples,
    repairs: own.repairs,
    warnings: missingLabels(own),
  });
  undo.push(() => deleteDataset(db, { name, force: false }));
  return { name, isNew: true };
}

/** What a manifest says about people and labels; where its images are is of no interest here. */
function describedOnly(
  { title, licence, citation, source, labels, groupings }: DatasetManifest,
  attributes: readonly string[],
): Omit<DatasetManifest, 'name' | 'attributes'> {
  const own = groupings?.filter((by) => by.every((name) => attributes.includes(name)));
  return {
    schemaVersion: 1,
    labels,
    ...(title === undefined ? {} : { title }),
    ...(licence === undefined ? {} : { licence }),
    ...(citation === undefined ? {} : { citation }),
    ...(source === undefined ? {} : { source }),
    ...(own === undefined || own.length === 0 ? {} : { groupings: own }),
  };
}

function datasetName(file: string, asked: string | undefined): string {
  if (asked !== undefined) return checkName(asked, 'data set name');
  const plain = parse(file)
    .name.replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 100);
  return checkName(plain || 'predictions', 'data set name');
}

function missingLabels({ attributes, labels }: NonNullable<PredictionFile['own']>): RunWarning[] {
  return attributes.flatMap(({ name }) => {
    let count = 0;
    for (const own of labels) if (own[name] === null) count += 1;
    if (count === 0) return [];
    const message = `${count === 1 ? '1 sample has' : `${count.toLocaleString('en-US')} samples have`} no label for ${name}.`;
    return [{ code: 'missing_labels', message, count }];
  });
}

async function registerModel(
  { db, workspace }: ImportOpen,
  { file, request, read, sha256, undo }: Registration & { sha256: string },
): Promise<string> {
  const { name, version } = request.model;
  const manifest: ImportedModelManifest = importedModelManifest.parse({
    schemaVersion: 1,
    name,
    version,
    source: basename(file),
    predictions: { file: basename(file), sha256, rows: read.rows },
    tasks: read.tasks.map(({ name: task, kind, labels, order }) => ({
      name: task,
      kind,
      labels,
      ...(order ? { order } : {}),
    })),
  });
  const digest = createHash('sha256')
    .update(JSON.stringify([sha256, manifest.tasks]))
    .digest('hex');
  const folder = join('models', name, version);
  const into = modelFolder(workspace, { folder });
  undo.push(() => rm(into, { recursive: true, force: true }));
  // As for models with weights, the folder says what the model is. JSON is YAML too.
  await mkdir(into, { recursive: true });
  await writeFile(join(into, 'model.yaml'), `${JSON.stringify(manifest, null, 2)}\n`);
  insertModel(db, { name, version, digest, manifest, folder });
  undo.push(() => deleteModel(db, { name, version }));
  return digest;
}
