import { UserError } from '@evenhand/contracts';
import { type LabelSetSize, type PredictionColumns, readLabelSetSizes } from '@evenhand/db';
import { orderByConfidence } from '../lib/order-by-confidence';
import type { Flip, SampleQuery } from '../lib/sample-query';
import { sharedCache } from './cache';
import { database } from './database';
import { predictionColumns } from './prediction-columns';
import { type RunResult, runResult } from './run-result';

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
      const sets = readLabelSetSizes(database(), result.run.dataset.name);
      const positions = match(columns, sets, { query, labels });
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
  sets: readonly LabelSetSize[],
  { query, labels }: { query: SampleQuery; labels: readonly string[] },
): Uint32Array {
  const truth = query.truth === undefined ? undefined : labels.indexOf(query.truth);
  const predicted = query.predicted === undefined ? undefined : labels.indexOf(query.predicted);
  const group = Object.entries(query.group);
  const isWanted = new Uint8Array(1 + Math.max(0, ...sets.map(({ labelSet }) => labelSet)));
  for (const { labelSet, labels: own } of sets) {
    if (group.every(([attribute, label]) => own[attribute] === label)) isWanted[labelSet] = 1;
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
    if (group.length > 0 && isWanted[columns.labelSet[position] ?? 0] !== 1) continue;
    found[count] = position;
    count += 1;
  }
  const positions = found.slice(0, count);
  if (query.sort === 'data') return positions;
  return orderByConfidence(positions, columns.confidence, query.sort === 'sure' ? 'largest' : 'smallest');
}

/**
 * By sample: 1 where the baseline was wrong, 2 where it was right, 0 where that is not known. Both runs are on the same
 * data set, so samples have the same index.
 *
 * @throws UserError `unknown_run`, `different_datasets`
 */
async function baselineAnswers(result: RunResult, run: string, task: string): Promise<Uint8Array> {
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
  const answers = new Uint8Array(baseline.run.dataset.samples);
  for (let position = 0; position < columns.sample.length; position += 1) {
    const truth = columns.truth[position];
    if (truth !== -1) answers[columns.sample[position] ?? 0] = truth === columns.predicted[position] ? 2 : 1;
  }
  return answers;
}

function flipOf(columns: PredictionColumns, position: number, baseline: Uint8Array): Flip | undefined {
  const before = baseline[columns.sample[position] ?? 0] ?? 0;
  if (before === 0 || columns.truth[position] === -1) return undefined;
  const now = columns.truth[position] === columns.predicted[position];
  return before === 2 ? (now ? 'both-right' : 'broken') : now ? 'fixed' : 'both-wrong';
}
