import type { datasets } from '../schema/index.js';
import type { StoredDataset } from '../types.js';

export function toStoredDataset({
  id: _,
  sampleCount,
  ...dataset
}: typeof datasets.$inferSelect): StoredDataset {
  return { ...dataset, samples: sampleCount };
}
