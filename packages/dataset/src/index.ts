export type { Dataset, DatasetProgress, OpenDatasetOptions } from './dataset.js';
export { checkImages } from './images/check-images.js';
export { readLabelMap } from './labels/read-label-map.js';
export { resolveTaskLabels, type TaskAndAttribute, type TaskLabels } from './labels/resolve-task-labels.js';
export { filterSamples, parseWhere, type Where } from './labels/where.js';
export { openDataset } from './open-dataset.js';
export { readPlan, readPolicy } from './read-policy.js';
