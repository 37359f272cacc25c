import { availableParallelism } from 'node:os';
import { type LabelMap, type RunOptions, type RunWarning, runOptions, UserError } from '@evenhand/contracts';
import { parseWhere, readLabelMap, readPlan } from '@evenhand/dataset';
import {
  createRun,
  type Db,
  doneSamples,
  findRun,
  getDataset,
  getModel,
  getRun,
  type IndexedSample,
  iterateFailures,
  listRuns,
  type Run,
  resumeRun,
} from '@evenhand/db';
import {
  createImagePool,
  loadModelPackage,
  type ModelPackage,
  openSession,
  softwareVersions,
} from '@evenhand/model';
import { version } from '../version.js';
import { type ModelRef, modelFolder, parseModelRef, type Workspace } from '../workspace.js';
import { chooseBatchSize } from './batch-size.js';
import { type PlannedTask, planFromTruths, planTasks } from './plan-tasks.js';
import { refuseWithoutImages } from './refuse-without-images.js';
import { requireWeights } from './require-weights.js';
import type { AuditJob } from './run-audit.js';
import { selectSamples } from './select-samples.js';

export interface RunRequest {
  model?: string | undefined;
  dataset?: string | undefined;
  /** `auto` where left out; a resumed run keeps its own. */
  device?: string | undefined;
  /** The same. */
  batchSize?: number | 'auto' | undefined;
  threads?: number | undefined;
  limit?: number | undefined;
  where: readonly string[];
  /** Task → label map file. */
  maps: ReadonlyMap<string, string>;
  /** File of what is decided beforehand. */
  plan?: string | undefined;
  tags: Record<string, string>;
}

/** A run ready to start: what the engine needs, and what closes it again. */
export interface PreparedRun {
  job: AuditJob;
  run: Run;
  warnings: RunWarning[];
  close(): Promise<void>;
}

interface Open {
  workspace: Workspace;
  db: Db;
  signal: AbortSignal;
}

/** Threads for image work: all cores but one, which the model keeps busy together with what images leave over. */
function defaultThreads(): number {
  return Math.max(1, Math.min(8, availableParallelism() - 1));
}

/** What a new run cannot do without; asked before anything is made. */
export function requireModelAndDataset({ model, dataset }: RunRequest): { model: string; dataset: string } {
  if (model && dataset) return { model, dataset };
  throw new UserError({
    code: 'missing_option',
    message: 'A run needs --model NAME@VERSION and --dataset NAME.',
    hint: 'evenhand model list and evenhand dataset list show what there is; --resume continues an interrupted run.',
  });
}

/** Plans a new run, opens the model on its device and registers the run. */
export async function prepareNewRun(open: Open, request: RunRequest): Promise<PreparedRun> {
  const { db } = open;
  const wanted = requireModelAndDataset(request);
  const dataset = getDataset(db, wanted.dataset);
  const model = await loadRegisteredModel(open, parseModelRef(wanted.model));
  const maps = new Map<string, LabelMap>();
  for (const [task, file] of request.maps) maps.set(task, await readLabelMap(file));
  const plan = planTasks(model.manifest, dataset.manifest, maps);
  const declared = request.plan === undefined ? undefined : await readPlan(request.plan);
  const options: RunOptions = {
    limit: request.limit ?? null,
    where: mutable(parseWhere(request.where, dataset.manifest.attributes)),
    truths: Object.fromEntries(plan.tasks.map((task) => [task.name, task.truth])),
    ...(declared && { plan: declared }),
  };
  const samples = selectSamples(db, dataset.name, options);
  refuseWithoutImages(dataset.name, samples);
  const { device: onDevice = 'auto', batchSize: images = 'auto' } = request;
  return openRun(
    open,
    {
      model,
      request: { ...request, device: onDevice, batchSize: images },
      tasks: plan.tasks,
      warnings: plan.warnings,
    },
    (device, batchSize) => ({
      run: createRun(db, {
        model: { name: model.manifest.name, version: model.manifest.version, digest: model.digest },
        dataset: dataset.name,
        device,
        precision: 'fp32',
        preprocessDigest: model.preprocessDigest,
        batchSize,
        total: samples.length,
        options: { ...options },
        tags: request.tags,
        software: { evenhand: version, node: process.versions.node, ...softwareVersions() },
        tasks: plan.tasks.map(({ name, kind, labels, order }) => ({ name, kind, labels, order })),
      }),
      samples,
      failed: 0,
    }),
  );
}

/** Continues a run that was cut off. Refused when the model, the data set or the preprocessing is not the same. */
export async function prepareResumedRun(
  open: Open,
  request: RunRequest,
  ref: string | undefined,
): Promise<PreparedRun> {
  const { db } = open;
  const earlier = ref === undefined ? latestUnfinished(db, request) : findRun(db, ref);
  refuseOtherOptions(earlier, request);
  if (earlier.status === 'finished') {
    throw new UserError({
      code: 'run_finished',
      message: `Run ${earlier.id} is finished: there is nothing to resume.`,
      hint: `evenhand show ${earlier.id} prints it.`,
    });
  }
  const dataset = getDataset(db, earlier.dataset.name);
  const model = await loadRegisteredModel(open, earlier.model);
  const changed = [
    dataset.digest !== earlier.dataset.digest && `the data set ${dataset.name}`,
    model.digest !== earlier.model.digest && `the model ${earlier.model.name}@${earlier.model.version}`,
    model.preprocessDigest !== earlier.preprocessDigest && 'the preprocessing',
  ].filter((part) => part !== false);
  if (changed.length > 0) {
    throw new UserError({
      code: 'resume_refused',
      message: `Run ${earlier.id} cannot be resumed: since it was started, ${changed.join(' and ')} changed.`,
      hint: 'Start a new run; what this one stored stays readable.',
    });
  }
  const options = runOptions.parse(earlier.options);
  const tasks = planFromTruths(model.manifest, options.truths);
  const done = doneSamples(db, earlier.id);
  const samples = selectSamples(db, dataset.name, options).filter((sample) => !done.has(sample.index));
  const failed = [...iterateFailures(db, earlier.id)].length;
  const { device, batchSize } = earlier;
  // What is recorded of a run is true of all its predictions.
  const same = { ...request, device, batchSize: request.batchSize ?? batchSize };
  return openRun(open, { model, request: same, tasks, warnings: [] }, () => ({
    run: resumeRun(db, earlier.id),
    samples,
    failed,
  }));
}

interface Planned {
  model: ModelPackage;
  request: RunRequest & { device: string; batchSize: number | 'auto' };
  tasks: PlannedTask[];
  warnings: RunWarning[];
}

/** Opens the device first: a device that is not there must not leave a run behind. */
async function openRun(
  { db, signal }: Open,
  { model, request, tasks, warnings }: Planned,
  register: (device: string, batchSize: number) => { run: Run; samples: IndexedSample[]; failed: number },
): Promise<PreparedRun> {
  const session = await openSession(model, { device: request.device });
  const threads = request.threads ?? defaultThreads();
  const pool = createImagePool({ spec: model.manifest.preprocess, threads });
  const close = async (): Promise<void> => {
    await pool.close();
    await session.close();
  };
  try {
    const imageLength = 3 * model.input.height * model.input.width;
    const batchSize =
      request.batchSize === 'auto'
        ? chooseBatchSize({ device: session.device, own: session.batch, imageLength })
        : request.batchSize;
    const { run, samples, failed } = register(session.device, batchSize);
    const job: AuditJob = {
      db,
      run: run.id,
      package: model,
      session,
      pool,
      samples: samples.map((sample) => ({ index: sample.index, sample })),
      done: run.total - samples.length,
      failed,
      tasks,
      warnings: [...run.warnings, ...warnings],
      batchSize,
      threads,
      signal,
    };
    return { job, run: getRun(db, run.id), warnings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function loadRegisteredModel({ db, workspace }: Open, ref: ModelRef): Promise<ModelPackage> {
  const stored = getModel(db, ref);
  requireWeights(stored);
  const loaded = await loadModelPackage(modelFolder(workspace, stored));
  if (loaded.digest === stored.digest) return loaded;
  throw new UserError({
    code: 'model_changed',
    message: `The package of ${ref.name}@${ref.version} in ${loaded.dir} is not the one that was imported.`,
    hint: `evenhand model verify ${ref.name}@${ref.version} says which files differ; remove and add the model again.`,
  });
}

function latestUnfinished(db: Db, request: RunRequest): Run {
  const model = request.model === undefined ? undefined : parseModelRef(request.model);
  const [newest] = listRuns(db, {
    status: ['interrupted', 'running', 'failed'],
    ...(model ? { model } : {}),
    ...(request.dataset === undefined ? {} : { dataset: request.dataset }),
  });
  if (newest) return newest;
  throw new UserError({
    code: 'nothing_to_resume',
    message: 'There is no unfinished run to resume.',
    hint: 'evenhand runs lists the runs; --resume RUN names one.',
  });
}

/** What to run on is the run's own affair: an option that says otherwise would be silently ignored. */
function refuseOtherOptions(run: Run, request: RunRequest): void {
  const model = `${run.model.name}@${run.model.version}`;
  const clashes = [
    request.model !== undefined && request.model !== model && `--model ${request.model} (it is ${model})`,
    request.dataset !== undefined &&
      request.dataset !== run.dataset.name &&
      `--dataset ${request.dataset} (it is ${run.dataset.name})`,
    request.device !== undefined &&
      request.device !== run.device &&
      `--device ${request.device} (it runs on ${run.device})`,
    request.limit !== undefined && '--limit',
    request.where.length > 0 && '--where',
    request.maps.size > 0 && '--map',
    request.plan !== undefined && '--plan',
    Object.keys(request.tags).length > 0 && '--tag',
  ].filter((part) => part !== false);
  if (clashes.length === 0) return;
  throw new UserError({
    code: 'resume_refused',
    message: `Run ${run.id} keeps what it was started with; it cannot be resumed with ${clashes.join(', ')}.`,
    hint: `evenhand run --resume ${run.id} continues it; leave --resume out for a new run.`,
  });
}

function mutable(where: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(where).map(([name, labels]) => [name, [...labels]]));
}
