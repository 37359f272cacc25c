import { UserError } from '@evenhand/contracts';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { models } from '../schema/index.js';
import type { StoredModel } from '../types.js';
import { listModels } from './list-models.js';
import { toStoredModel } from './stored-model.js';

/** @throws UserError `unknown_model`, with the models that there are */
export function getModel(db: Db, { name, version }: { name: string; version: string }): StoredModel {
  const row = db
    .select()
    .from(models)
    .where(and(eq(models.name, name), eq(models.version, version)))
    .get();
  if (row) return toStoredModel(row);
  const known = listModels(db).map((model) => `${model.name}@${model.version}`);
  throw new UserError({
    code: 'unknown_model',
    message: `There is no model ${name}@${version} in this workspace.`,
    hint:
      known.length > 0
        ? `There are: ${known.join(', ')}`
        : 'Import one: evenhand model add SOURCE --name NAME --version VERSION',
  });
}
