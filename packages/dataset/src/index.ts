export { alikeImages, type LookedAt, NEAR } from './check/alike-images.js';
export {
  cellTables,
  countLabelSets,
  groupSizes,
  type LabelSet,
  labelEntropies,
  missingLabels,
} from './check/label-counts.js';
export { THUMBNAIL_SIDE } from './check/thumbnail.js';
export type { Dataset, DatasetProgress, OpenDatasetOptions } from './dataset.js';
export { datasetDigest } from './dataset-digest.js';
export { findManifest } from './find-manifest.js';
export { checkImages } from './images/check-images.js';
export { hashFile } from './images/hash-file.js';
export { readLabelMap } from './labels/read-label-map.js';
export { resolveTaskLabels, type TaskAndAttribute, type TaskLabels } from './labels/resolve-task-labels.js';
export { filterSamples, parseWhere, type Where } from './labels/where.js';
export { openDataset } from './open-dataset.js';
export { chooseParquetFiles, type WantedFiles } from './parquet/choose-files.js';
export { parseDatasetCard } from './parquet/dataset-card.js';
export type { ColumnRequest } from './predictions/column-request.js';
export { predictionColumns } from './predictions/long-columns.js';
export type {
  JoinedDataset,
  PredictedSample,
  PredictionFile,
} from './predictions/prediction-file.js';
export { readPredictions } from './predictions/read-predictions.js';
export { readPlan, readPolicy } from './read-policy.js';
