export { ColumnCollector } from './browse/column-collector.js';
export { type LabelSetSize, readLabelSetSizes } from './browse/label-set-sizes.js';
export {
  joinColumns,
  type PredictionColumns,
  readPredictionColumns,
  readStoredColumns,
  type StoredColumns,
} from './browse/prediction-columns.js';
export { readSampleOutcome, type SampleOutcome } from './browse/sample-outcome.js';
export { readSamplesAt } from './browse/samples-at.js';
export type { Db } from './database.js';
export { deleteDataset } from './datasets/delete-dataset.js';
export { getDataset } from './datasets/get-dataset.js';
export { insertDataset } from './datasets/insert-dataset.js';
export { listDatasets } from './datasets/list-datasets.js';
export { type IdenticalImages, readIdenticalImages } from './datasets/read-identical-images.js';
export { readSamples } from './datasets/read-samples.js';
export { claimLook, type Look } from './gates/claim-look.js';
export { forgetLook } from './gates/forget-look.js';
export { recordVerdict } from './gates/record-verdict.js';
export { deleteModel } from './models/delete-model.js';
export { getModel } from './models/get-model.js';
export { insertModel } from './models/insert-model.js';
export { listModels } from './models/list-models.js';
export { closeDatabase, openDatabase } from './open-database.js';
export { appendBatch } from './predictions/append-batch.js';
export { doneSamples } from './predictions/done-samples.js';
export { iterateFailures } from './predictions/iterate-failures.js';
export { iteratePredictions } from './predictions/iterate-predictions.js';
export { iterateSharedPredictions } from './predictions/iterate-shared-predictions.js';
export type { PredictionBatch, TaskBatch } from './predictions/prediction-batch.js';
export { finishRun } from './results/finish-run.js';
export { readAuditPart } from './results/read-audit-part.js';
export { readCounts } from './results/read-counts.js';
export { readScoreTables } from './results/read-score-tables.js';
export { readSummary } from './results/read-summary.js';
export { createRun } from './runs/create-run.js';
export { deleteRun } from './runs/delete-run.js';
export { findRun } from './runs/find-run.js';
export { getRun } from './runs/get-run.js';
export { listRuns } from './runs/list-runs.js';
export { markFailed } from './runs/mark-failed.js';
export { markInterrupted } from './runs/mark-interrupted.js';
export { resumeRun } from './runs/resume-run.js';
export type * from './types.js';
export { PackedSamples } from './writer/packed-samples.js';
export { type ImagelessDataset, startWriter, type Writer } from './writer/start-writer.js';
export type { Watcher } from './writer/writer-thread.js';
