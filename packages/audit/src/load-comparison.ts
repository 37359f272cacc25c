import {
  type AuditPlan,
  auditRun,
  type ComparedImages,
  type ComparisonDocument,
  type RunWarning,
  runOptions,
  UserError,
} from '@evenhand/contracts';
import { type Db, getDataset, getRun, iterateSharedPredictions, type Run } from '@evenhand/db';
import {
  type CompareRunsInput,
  type ComparisonShape,
  type ComparisonTables,
  compareRuns,
  comparisonShape,
  type SharedRow,
  tabulateShared,
} from '@evenhand/metrics';
import { runShape } from './load-run.js';

export interface ComparisonRequest {
  /** Ids of two to eight runs, the base first. */
  runs: readonly string[];
  /** The audit's where left out: every attribute and intersections to a depth that can be read. */
  groupings?: readonly (readonly string[])[] | undefined;
  /** The candidate's where left out. */
  plan?: Partial<AuditPlan> | undefined;
}

/** So many models can be told apart in a chart; the tests' adjustment for more would hide what is there. */
const MOST_RUNS = 8;

/** What a comparison of stored runs is made of, before the rows are read. */
export interface ComparedRuns {
  runs: readonly Run[];
  shape: ComparisonShape;
  /** Of the tasks. */
  warnings: readonly RunWarning[];
  plan: Partial<AuditPlan> | undefined;
}

/**
 * The comparison document of stored runs, on the images that all of them have predicted.
 *
 * @throws UserError `bad_comparison`, `different_datasets`, `nothing_to_compare`, `no_shared_images`,
 *   `unknown_attribute`, `unknown_run`
 */
export function loadComparison(db: Db, { runs, groupings, plan }: ComparisonRequest): ComparisonDocument {
  const { shape, ...input } = loadComparisonInput(db, runs);
  return compareRuns({
    ...input,
    shape,
    groupings: groupings?.map((by) => inDatasetOrder(by, shape.attributes)),
    ...(plan && { plan }),
  });
}

/** The counts that every comparison of these runs is made of, for readers that make several of them. */
export function loadComparisonInput(db: Db, runs: readonly string[]): CompareRunsInput {
  const compared = comparedRuns(db, runs);
  const { shape } = compared;
  const tasks = shape.tasks.map((task) => task.runs.map((own) => own.task));
  let shared = 0;
  function* rows(): Iterable<SharedRow> {
    let last = -1;
    for (const row of iterateSharedPredictions(db, { runs, tasks })) {
      if (row.sample !== last) shared += 1;
      last = row.sample;
      yield row;
    }
  }
  const tables = tabulateShared(shape, rows());
  // Counted after the rows were read: a run at work may have stored more meanwhile, never less.
  return comparisonInput(db, compared, { tables, shared });
}

/** Runs that can be compared. @throws UserError those of {@link loadComparison} but for `no_shared_images` */
export function comparedRuns(db: Db, ids: readonly string[]): ComparedRuns {
  if (ids.length < 2 || ids.length > MOST_RUNS) {
    throw new UserError({
      code: 'bad_comparison',
      message: `${ids.length} runs are named; a comparison is of two to ${MOST_RUNS}.`,
      hint: 'Name the base first, then its candidates: evenhand compare BASE CANDIDATE…',
    });
  }
  const runs = ids.map((id) => getRun(db, id));
  const [base, ...candidates] = runs;
  if (!base) throw new Error('a comparison has a base');
  refuseOtherData(base, candidates);
  const shapes = runs.map((run) => ({ run: run.id, ...runShape(db, run) }));
  return { runs, ...comparisonShape(shapes), plan: shapes.at(-1)?.plan };
}

/** What `compareRuns` takes, from the tables. @throws UserError `no_shared_images` */
export function comparisonInput(
  db: Db,
  { runs, shape, warnings, plan }: ComparedRuns,
  { tables, shared }: { tables: ComparisonTables[]; shared: number },
): CompareRunsInput {
  const [base, ...candidates] = runs;
  if (!base) throw new Error('a comparison has a base');
  const images = comparedImages(
    db,
    runs.map(({ id }) => id),
    shared,
  );
  if (shared === 0) {
    throw new UserError({
      code: 'no_shared_images',
      message: `No image was predicted by all runs: ${runs.map((run) => coverage(run, 0)).join('; ')}.`,
      hint: 'Run the models on the same images: without --limit and --where, or with the same ones.',
    });
  }
  const clustered = getDataset(db, base.dataset.name).manifest.cluster !== undefined;
  return {
    base: auditRun.parse(base),
    candidates: candidates.map((run) => auditRun.parse(run)),
    shape,
    tables,
    images,
    warnings: [...warnings, ...imageWarnings(runs, images, { clustered })],
    plan,
  };
}

/** `camera,lighting` is the grouping that audits call `lighting,camera`. An unknown attribute is left to be refused. */
function inDatasetOrder(by: readonly string[], attributes: readonly { name: string }[]): string[] {
  const place = (name: string): number => attributes.findIndex((attribute) => attribute.name === name);
  return [...by].sort((a, b) => place(a) - place(b));
}

/** Different data sets make no paired comparison, whatever they have in common. */
function refuseOtherData(base: Run, candidates: readonly Run[]): void {
  const other = candidates.find((run) => run.dataset.digest !== base.dataset.digest);
  if (!other) return;
  const data = ({ dataset }: Run): string =>
    `${dataset.name} (${dataset.samples.toLocaleString('en-US')} images, digest ${dataset.digest.slice(0, 12)})`;
  throw new UserError({
    code: 'different_datasets',
    message: `Run ${base.id} is on ${data(base)}, run ${other.id} on ${data(other)}: models are compared on the same images only.`,
    hint: `Run both models on one data set: evenhand run --model ${other.model.name}@${other.model.version} --dataset ${base.dataset.name}`,
  });
}

function comparedImages(db: Db, ids: readonly string[], shared: number): ComparedImages {
  const runs = ids.map((id) => {
    const { ok, failed } = getRun(db, id).counts;
    return { run: id, predicted: ok, failed, notShared: ok - shared };
  });
  return { shared, same: runs.every(({ notShared }) => notShared === 0), runs };
}

function imageWarnings(
  runs: readonly Run[],
  images: ComparedImages,
  { clustered }: { clustered: boolean },
): RunWarning[] {
  const warnings: RunWarning[] = [];
  for (const { id, status } of runs) {
    if (status === 'finished') continue;
    const message = `Run ${id} is ${status}: only what it has stored is compared.`;
    warnings.push({ code: 'run_not_finished', message });
  }
  if (clustered) {
    const message =
      'Images belong together in clusters (the data set says which). Limits of changes allow for it, except those of metrics of probabilities; tests of flips and of several models at once treat images as independent too.';
    warnings.push({ code: 'clusters_not_allowed_for', message });
  }
  if (!images.same) {
    const own = runs.map((run, index) => coverage(run, images.runs[index]?.predicted ?? 0));
    const message = `The runs did not predict the same images: ${own.join('; ')}. Compared are those that all of them predicted.`;
    warnings.push({ code: 'different_images', message, count: images.shared });
  }
  if (new Set(runs.map(({ id }) => id)).size < runs.length) {
    warnings.push({ code: 'same_run', message: 'A run is compared with itself.' });
  }
  return warnings;
}

/** `run ab12 412 of 1,200 (--limit 412, 3 failed)`. */
function coverage({ id, dataset, options, counts }: Run, predicted: number): string {
  const { limit, where } = runOptions.parse(options);
  const reasons = [
    ...(limit === null ? [] : [`--limit ${limit}`]),
    ...Object.entries(where).map(([name, labels]) => `--where ${name}=${labels.join(',')}`),
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
  ];
  const text = `run ${id} ${predicted.toLocaleString('en-US')} of ${dataset.samples.toLocaleString('en-US')}`;
  return reasons.length > 0 ? `${text} (${reasons.join(', ')})` : text;
}
