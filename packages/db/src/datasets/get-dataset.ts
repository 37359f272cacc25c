import type { Db } from '../database.js';
import type { StoredDataset } from '../types.js';
import { datasetRow } from './dataset-row.js';
import { toStoredDataset } from './stored-dataset.js';

/** @throws UserError `unknown_dataset`, with the data sets that there are */
export function getDataset(db: Db, name: string): StoredDataset {
  return toStoredDataset(datasetRow(db, name));
}
