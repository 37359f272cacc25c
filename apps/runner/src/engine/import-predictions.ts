import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  type AuditDocument,
  type ImportedModelManifest,
  importedModelManifest,
  type LabelMap,
  UserError,
} from '@evenhand/contracts';
import {
  type ColumnRequest,
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
  insertModel,
  listModels,
  readSamples,
  startWriter,
} from '@evenhand/db';
import { type ModelRef, modelFolder, type Workspace } from '../workspace.js';
import { countPredictions } from './count-predictions.js';
import { describeOwnDataset } from './own-dataset.js';
import { storePredictions } from './store-predictions.js';

export interface ImportRequest {
  file: string;
  /** Which sheet of a workbook; the first one where left out. */
  sheet?: string | undefined;
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
  /** Called with the share that is done, 0 … 1; what it throws undoes the import. */
  onProgress(share: number): void;
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
 * @throws UserError `model_exists`, `dataset_exists` and those of `readPredictions`
 */
export async function importPredictions(open: ImportOpen, request: ImportRequest): Promise<ImportedRun> {
  const { db } = open;
  const file = resolve(request.file);
  /** Reading takes half of the time; the other half goes to the data set, where one is made, and to the predictions. */
  const progress =
    (from: number, to: number) =>
    (share: number): void =>
      open.onProgress(from + (to - from) * share);
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
    sheet: request.sheet,
    request: request.columns,
    joined,
    declared: described?.attributes,
    maps,
    onConflict: request.onConflict,
    onProgress: progress(0, 0.5),
  });
  const sha256 = await hashFile(file);
  const own = read.own && describeOwnDataset(db, read.own, { file, name: request.newDataset, described });
  const { attributes, labels } = joined ?? read.own ?? { attributes: [], labels: [] };
  const undo: (() => unknown)[] = [];
  const writer = startWriter(db);
  try {
    const counted = countPredictions({ read, attributes, labels });
    if (own?.isNew) {
      const told = progress(0.5, 0.75);
      const stored = writer
        .insertDataset(own.dataset, { onProgress: (done) => told(done / labels.length) })
        .then(({ name }) => undo.push(() => deleteDataset(db, { name, force: false })));
      const packing = counted.samples.packDuring(stored);
      // Both must have ended before anything is undone.
      await Promise.allSettled([stored, packing]);
      await stored;
      await packing;
    }
    const model = await registerModel(open, { file, request, read, sha256, undo });
    const told = progress(own?.isNew ? 0.75 : 0.5, 1);
    const audit = await storePredictions(
      {
        db,
        writer,
        onProgress: (done) => told(done / read.samples),
        undo: (id) => undo.push(() => deleteRun(db, id)),
      },
      {
        model: { ...request.model, digest: model },
        dataset: { name: own?.dataset.manifest.name ?? request.dataset ?? '', samples: labels.length },
        read,
        counted,
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
    return { audit, read, sha256, newDataset: own?.isNew === true };
  } catch (error) {
    // The run first, then what it refers to.
    for (const step of undo.reverse()) await step();
    throw error;
  } finally {
    await writer.close();
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

interface ModelRegistration {
  file: string;
  request: ImportRequest;
  read: PredictionFile;
  sha256: string;
  undo: (() => unknown)[];
}

async function registerModel(
  { db, workspace }: ImportOpen,
  { file, request, read, sha256, undo }: ModelRegistration,
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
