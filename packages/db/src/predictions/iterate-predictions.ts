import { and, asc, eq, gte, inArray, lt, min } from 'drizzle-orm';
import type { Db } from '../database.js';
import { readLabelSets } from '../datasets/label-sets.js';
import { runRow } from '../runs/run-row.js';
import { predictions, runTasks, samples } from '../schema/index.js';
import type { PredictionRow } from '../types.js';

/** Samples per window of reading. Windows instead of a cursor, so that the database is free while the caller works. */
const WINDOW = 4096;

/**
 * A run's predictions with their samples, in order of sample and task; of one task only where `task` (an index) is
 * given. Memory does not grow with the run. Of a run still at work, those samples come that are stored when the
 * reading gets to them, each with all its tasks.
 *
 * @throws UserError `unknown_run`, at the first step
 */
export function* iteratePredictions(
  db: Db,
  { run, task }: { run: string; task?: number },
): Generator<PredictionRow> {
  const { number, datasetId } = runRow(db, run);
  const tasks = task === undefined ? taskIndices(db, number) : [task];
  const labelsOf = readLabelSets(db, datasetId);
  let from = firstSample(db, { number, tasks, from: 0 });
  while (from !== undefined) {
    for (const { labelSet, cluster, scores, ...row } of readWindow(db, { number, datasetId, tasks, from })) {
      yield {
        ...row,
        labels: labelsOf(labelSet),
        cluster: cluster ?? undefined,
        scores: scores === null ? null : JSON.parse(scores),
      };
    }
    from = firstSample(db, { number, tasks, from: from + WINDOW });
  }
}

function taskIndices(db: Db, number: number): number[] {
  const rows = db
    .select({ task: runTasks.taskIndex })
    .from(runTasks)
    .where(eq(runTasks.runNumber, number))
    .orderBy(asc(runTasks.taskIndex))
    .all();
  return rows.map((row) => row.task);
}

/** The first sample at or after `from` that has a prediction: skips what a limited run left out. */
function firstSample(
  db: Db,
  { number, tasks, from }: { number: number; tasks: number[]; from: number },
): number | undefined {
  const firsts = tasks.flatMap((task) => {
    const row = db
      .select({ first: min(predictions.sampleIndex) })
      .from(predictions)
      .where(
        and(
          eq(predictions.runNumber, number),
          eq(predictions.taskIndex, task),
          gte(predictions.sampleIndex, from),
        ),
      )
      .get();
    return row?.first == null ? [] : [row.first];
  });
  return firsts.length > 0 ? Math.min(...firsts) : undefined;
}

function readWindow(db: Db, options: { number: number; datasetId: number; tasks: number[]; from: number }) {
  const { number, datasetId, tasks, from } = options;
  return db
    .select({
      sample: predictions.sampleIndex,
      sampleId: samples.sampleId,
      labelSet: samples.labelSet,
      cluster: samples.cluster,
      task: predictions.taskIndex,
      truth: predictions.truth,
      predicted: predictions.predicted,
      confidence: predictions.confidence,
      scores: predictions.scores,
    })
    .from(predictions)
    .innerJoin(
      samples,
      and(eq(samples.datasetId, datasetId), eq(samples.sampleIndex, predictions.sampleIndex)),
    )
    .where(
      and(
        eq(predictions.runNumber, number),
        inArray(predictions.taskIndex, tasks),
        gte(predictions.sampleIndex, from),
        lt(predictions.sampleIndex, from + WINDOW),
      ),
    )
    .orderBy(asc(predictions.sampleIndex), asc(predictions.taskIndex))
    .all();
}
