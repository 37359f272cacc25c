import { UserError } from '@evenhand/contracts';
import type { PredictionColumns, SampleLabelSets } from '@evenhand/db';
import type { Flip, SampleQuery } from '../lib/sample-query';
import { sharedCache } from './cache';
import { predictionColumns } from './prediction-columns';
import { type RunResult, runResult } from './run-result';
import { sampleLabelSets } from './sample-label-sets';

export interface MatchingSamples {
  columns: PredictionColumns;
  /** Positions in the columns, in the order that was asked for. */
  positions: Uint32Array;
}

const kept = sharedCache<Promise<MatchingSamples>>('matching', 64 * 1024 * 1024);

/** The samples that a query asks for, by position. */
export function matchingSamples(result: RunResult, query: SampleQuery): Promise<MatchingSamples> {
  return kept.get(
    `${result.version} ${JSON.stringify(query)}`,
    async () => {
      const index = result.run.tasks.findIndex((task) => task.name === query.task);
      const labels = result.run.tasks[index]?.labels ?? [];
      const columns = await predictionColumns(result, index);
      const positions = match(columns, sampleLabelSets(result), { query, labels });
      if (query.against === undefined || query.flip === undefined) return { columns, positions };
      const baseline = await baselineAnswers(result, query.against, query.task);
      return {
        columns,
        positions: positions.filter((position) => flipOf(columns, position, baseline) === query.flip),
      };
    },
    () => 4 * result.run.counts.ok,
  );
}

function match(
  columns: PredictionColumns,
  { sets, setOf }: SampleLabelSets,
  { query, labels }: { query: SampleQuery; labels: readonly string[] },
): Uint32Array {
  const truth = query.truth === undefined ? undefined : labels.indexOf(query.truth);
  const predicted = query.predicted === undefined ? undefined : labels.indexOf(query.predicted);
  const group = Object.entries(query.group);
  const wanted = new Set<number>();
  for (const [set, values] of sets) {
    if (group.every(([attribute, label]) => values[attribute] === label)) wanted.add(set);
  }
  const found = new Uint32Array(columns.sample.length);
  let count = 0;
  for (let position = 0; position < columns.sample.length; position += 1) {
    const isTrue = columns.truth[position];
    const isPredicted = columns.predicted[position];
    if (truth !== undefined && isTrue !== truth) continue;
    if (predicted !== undefined && isPredicted !== predicted) continue;
    if (query.answer === 'right' && isTrue !== isPredicted) continue;
    if (query.answer === 'wrong' && (isTrue === isPredicted || isTrue === -1)) continue;
    if (group.length > 0 && !wanted.has(setOf[columns.sample[position] ?? 0] ?? 0)) continue;
    found[count] = position;
    count += 1;
  }
  return order(found.slice(0, count), columns.confidence, query.sort);
}

/**
 * Sample → whether the baseline was right. Both runs are on the same data set, so samples have the same index.
 *
 * @throws UserError `unknown_run`, `different_datasets`
 */
async function baselineAnswers(result: RunResult, run: string, task: string): Promise<Map<number, boolean>> {
  const baseline = runResult(run);
  if (baseline.run.dataset.digest !== result.run.dataset.digest) {
    throw new UserError({
      code: 'different_datasets',
      message: `Run ${run} is on ${baseline.run.dataset.name}, this one on ${result.run.dataset.name}.`,
    });
  }
  const columns = await predictionColumns(
    baseline,
    baseline.run.tasks.findIndex(({ name }) => name === task),
  );
  const right = new Map<number, boolean>();
  for (const [position, sample] of columns.sample.entries()) {
    if (columns.truth[position] !== -1)
      right.set(sample, columns.truth[position] === columns.predicted[position]);
  }
  return right;
}

function flipOf(
  columns: PredictionColumns,
  position: number,
  baseline: Map<number, boolean>,
): Flip | undefined {
  const before = baseline.get(columns.sample[position] ?? -1);
  if (before === undefined || columns.truth[position] === -1) return undefined;
  const now = columns.truth[position] === columns.predicted[position];
  return before ? (now ? 'both-right' : 'broken') : now ? 'fixed' : 'both-wrong';
}

function order(positions: Uint32Array, confidence: Float32Array, sort: SampleQuery['sort']): Uint32Array {
  if (sort === 'data') return positions;
  const sign = sort === 'sure' ? -1 : 1;
  // Images without a confidence come last, equals in the order of the data.
  const key = (position: number): number => {
    const value = confidence[position] ?? Number.NaN;
    return Number.isNaN(value) ? 2 : sign * value;
  };
  return positions.sort((a, b) => key(a) - key(b) || a - b);
}
