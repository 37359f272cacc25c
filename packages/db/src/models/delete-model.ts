import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { models } from '../schema/index.js';
import { write } from '../write.js';
import { getModel } from './get-model.js';

/**
 * Forgets a model; its files are the caller's business. Its runs stay, with the identity that they copied.
 *
 * @throws UserError `unknown_model`
 */
export function deleteModel(db: Db, { name, version }: { name: string; version: string }): void {
  write(db, () => {
    getModel(db, { name, version });
    db.delete(models)
      .where(and(eq(models.name, name), eq(models.version, version)))
      .run();
  });
}
