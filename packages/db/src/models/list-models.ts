import { asc } from 'drizzle-orm';
import type { Db } from '../database.js';
import { models } from '../schema/index.js';
import type { StoredModel } from '../types.js';
import { toStoredModel } from './stored-model.js';

/** By name, then in the order in which versions were added. */
export function listModels(db: Db): StoredModel[] {
  return db.select().from(models).orderBy(asc(models.name), asc(models.id)).all().map(toStoredModel);
}
