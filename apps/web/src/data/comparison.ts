import { auditRun, type ComparisonDocument, type RunWarning, UserError } from '@evenhand/contracts';
import { iterateSharedPredictions } from '@evenhand/db';
import { compareRuns, comparisonShape, type SharedRow, tabulateShared } from '@evenhand/metrics';
import { sharedCache } from './cache';
import { database } from './database';
import { type RunResult, runResult } from './run-result';

const comparisons = sharedCache<ComparisonDocument>('comparisons', 6);

/** So many models can be told apart in a chart. */
const MOST_RUNS = 8;

/**
 * The comparison document of a base run and its candidates on the images that all of them have predicted.
 *
 * @throws UserError `unknown_run`, `bad_comparison`, `different_datasets`, `no_shared_images`, `nothing_to_compare`
 */
export function readComparison(base: string, candidates: readonly string[]): ComparisonDocument {
  const results = [base, ...candidates].map(runResult);
  if (results.length < 2 || results.length > MOST_RUNS) {
    throw new UserError({
      code: 'bad_comparison',
      message: `A comparison is of two to ${MOST_RUNS} runs.`,
      hint: 'Choose a baseline and the runs to compare with it.',
    });
  }
  return comparisons.get(results.map(({ version }) => version).join(), () => compare(results));
}

function compare(results: readonly RunResult[]): ComparisonDocument {
  const [base, ...candidates] = results.map(({ run }) => run);
  if (!base) throw new Error('a comparison has a base');
  const other = candidates.find((run) => run.dataset.digest !== base.dataset.digest);
  if (other) {
    throw new UserError({
      code: 'different_datasets',
      message: `Run ${base.id} is on ${base.dataset.name} and run ${other.id} on ${other.dataset.name}: models are compared on the same images only.`,
      hint: `Run both on one data set: \`evenhand run --model ${other.model.name}@${other.model.version} --dataset ${base.dataset.name}\``,
    });
  }
  const { shape, warnings } = comparisonShape(
    results.map(({ run, shape: own }) => ({ run: run.id, ...own })),
  );
  const ids = results.map(({ run }) => run.id);
  const tasks = shape.tasks.map((task) => task.runs.map((own) => own.task));
  let shared = 0;
  function* rows(): Iterable<SharedRow> {
    let last = -1;
    for (const row of iterateSharedPredictions(database(), { runs: ids, tasks })) {
      if (row.sample !== last) shared += 1;
      last = row.sample;
      yield row;
    }
  }
  const tables = tabulateShared(shape, rows());
  if (shared === 0) {
    throw new UserError({
      code: 'no_shared_images',
      message: 'No image was predicted by all of these runs.',
      hint: 'Run the models on the same images: without --limit and --where, or with the same ones.',
    });
  }
  const counted = results.map(({ run }) => ({
    run: run.id,
    predicted: run.counts.ok,
    failed: run.counts.failed,
    notShared: run.counts.ok - shared,
  }));
  const same = counted.every(({ notShared }) => notShared === 0);
  return compareRuns({
    base: auditRun.parse(base),
    candidates: candidates.map((run) => auditRun.parse(run)),
    shape,
    tables,
    images: { shared, same, runs: counted },
    warnings: [...warnings, ...imageWarnings(results, { same, shared })],
  });
}

function imageWarnings(
  results: readonly RunResult[],
  { same, shared }: { same: boolean; shared: number },
): RunWarning[] {
  const warnings = results
    .filter(({ run }) => run.status !== 'finished')
    .map(({ run }) => ({
      code: 'run_not_finished',
      message: `Run ${run.id} is ${run.status}: only what it has stored is compared.`,
    }));
  if (same) return warnings;
  const message = 'The runs did not predict the same images. Compared are those that all of them predicted.';
  return [...warnings, { code: 'different_images', message, count: shared }];
}
