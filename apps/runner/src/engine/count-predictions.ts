import type { Attribute, RunCounts, Sample } from '@evenhand/contracts';
import type { PredictionFile } from '@evenhand/dataset';
import { asStored, ColumnCollector, type StoredSample } from '@evenhand/db';
import { emptyRunTables, type RunShape } from '@evenhand/metrics';
import type { TabulatedRun } from './end-run.js';
import { GroupedRows } from './grouped-rows.js';

export interface CountedFile {
  read: PredictionFile;
  attributes: readonly Attribute[];
  /** By sample of the data set. */
  labels: readonly Sample['labels'][];
}

export interface CountedPredictions {
  /** The file's samples with probabilities as they are read back, each counted as it is taken. */
  samples(): Iterable<StoredSample>;
  /** Complete when all samples are taken. */
  tabulated: TabulatedRun;
}

/** Counts the predictions of a file on their way to where they are stored. */
export function countPredictions({ read, attributes, labels }: CountedFile): CountedPredictions {
  const shape: RunShape = {
    attributes,
    tasks: read.tasks.map(({ truth, ...task }) => ({ ...task, attribute: truth?.attribute ?? null })),
  };
  const tables = emptyRunTables(shape);
  const rows = new GroupedRows(tables, shape);
  const predictions = new ColumnCollector();
  const counts: RunCounts = { ok: 0, failed: 0, excluded: 0 };
  function count({ sample, predictions: own, failure }: StoredSample): void {
    counts[failure ? 'failed' : 'ok'] += 1;
    let isLeftOut = false;
    for (const { task, truth, predicted, confidence, scores } of own) {
      predictions.add({ sample, task, truth, predicted, confidence, scores });
      rows.add({ task, labels: labels[sample] ?? {}, truth, predicted, scores });
      // A task that cannot be measured leaves nobody out.
      isLeftOut ||= truth === null && shape.tasks[task]?.attribute !== null;
    }
    if (isLeftOut) counts.excluded += 1;
  }
  return {
    *samples() {
      for (const { sample, failure, predictions: own } of read.predictions()) {
        const stored = { sample, failure, predictions: own.map(toStored) };
        count(stored);
        yield stored;
      }
      rows.flush();
    },
    tabulated: { shape, tables, counts, predictions },
  };
}

type Prediction = StoredSample['predictions'][number];

/** Field by field: spread, it would take longer than all else that is done with it. */
function toStored(prediction: Prediction): Prediction {
  const { task, truth, predicted } = prediction;
  const { confidence, scores } = asStored(prediction);
  return { task, truth, predicted, confidence, scores };
}
