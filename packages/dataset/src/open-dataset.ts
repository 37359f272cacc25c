import type { Dataset, DatasetProgress, OpenDatasetOptions } from './dataset.js';

export async function openDataset(
  options: OpenDatasetOptions,
  onProgress?: DatasetProgress,
): Promise<Dataset> {
  throw new Error(`openDataset is being written: ${options.source} ${onProgress === undefined}`);
}
