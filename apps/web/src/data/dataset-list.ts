import { listDatasets, readIdenticalImages, type StoredDataset } from '@evenhand/db';
import { database } from './database';

export interface DatasetListItem {
  dataset: StoredDataset;
  /** What was repaired or noticed: as many as the data set's page lists. */
  findings: number;
}

/** Every registered data set. */
export function datasetList(): DatasetListItem[] {
  const db = database();
  return listDatasets(db).map((dataset) => {
    const { name, repairs, warnings } = dataset;
    return { dataset, findings: repairs.length + warnings.length + readIdenticalImages(db, name).length };
  });
}
