import { UserError } from '@evenhand/contracts';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { models } from '../schema/index.js';
import type { NewModel, StoredModel } from '../types.js';
import { write } from '../write.js';
import { toStoredModel } from './stored-model.js';

/** @throws UserError `model_exists` where this name and version are taken */
export function insertModel(db: Db, model: NewModel): StoredModel {
  return write(db, () => {
    const { name, version } = model;
    const taken = db
      .select({ id: models.id })
      .from(models)
      .where(and(eq(models.name, name), eq(models.version, version)))
      .get();
    if (taken) {
      throw new UserError({
        code: 'model_exists',
        message: `The model ${name}@${version} is already in this workspace.`,
        hint: `Give another --version, or remove it first: evenhand model remove ${name}@${version}`,
      });
    }
    const addedAt = new Date().toISOString();
    return toStoredModel(
      db
        .insert(models)
        .values({ ...model, addedAt })
        .returning()
        .get(),
    );
  });
}
