import { asc } from 'drizzle-orm';
import type { Db } from '../database.js';
import { datasets } from '../schema/index.js';
import type { StoredDataset } from '../types.js';
import { toStoredDataset } from './stored-dataset.js';

export function listDatasets(db: Db): StoredDataset[] {
  return db.select().from(datasets).orderBy(asc(datasets.name)).all().map(toStoredDataset);
}
