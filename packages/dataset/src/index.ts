export { checkImages } from './check-images.js';
export type { Dataset, DatasetProgress, OpenDatasetOptions } from './dataset.js';
export { openDataset } from './open-dataset.js';
export { readLabelMap } from './read-label-map.js';
export { resolveTaskLabels, type TaskAndAttribute, type TaskLabels } from './resolve-task-labels.js';
export { filterSamples, parseWhere, type Where } from './where.js';
