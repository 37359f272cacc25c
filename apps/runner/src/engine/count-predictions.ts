import type { Attribute, Sample } from '@evenhand/contracts';
import type { PredictionFile } from '@evenhand/dataset';
import { ColumnCollector, PackedSamples, type PredictionBatch } from '@evenhand/db';
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
  /** The file's samples, which are counted as they are taken. */
  samples: PackedSamples;
  /** What was counted, when all samples are taken. */
  tabulate(): TabulatedRun;
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
  const counts = { ok: 0, failed: 0, excluded: 0 };
  const noLabels: Sample['labels'] = {};
  const labelsOf = (sample: number): Sample['labels'] => labels[sample] ?? noLabels;
  return {
    samples: new PackedSamples(read.predictions(), (batch) => {
      for (const own of batch.tasks) {
        predictions.addBatch(own);
        rows.addBatch(own, labelsOf);
      }
      counts.ok += batch.counts.ok;
      counts.failed += batch.counts.failed;
      counts.excluded += leftOut(batch, shape);
    }),
    tabulate() {
      rows.flush();
      return { shape, tables, counts, predictions };
    },
  };
}

/** Samples without the truth of a task. One that cannot be measured leaves nobody out. */
function leftOut({ tasks }: PredictionBatch, shape: RunShape): number {
  const samples = new Set<number>();
  for (const { task, rows, sample, truth } of tasks) {
    if (shape.tasks[task]?.attribute === null) continue;
    for (let row = 0; row < rows; row += 1) if ((truth[row] ?? 0) < 0) samples.add(sample[row] ?? 0);
  }
  return samples.size;
}
