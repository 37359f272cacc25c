import type { Db } from './database.js';
import { databaseError } from './database-error.js';

/**
 * Runs `body` in one transaction. It takes the write lock at the start, so that what is read inside still holds
 * when it is written. A locked database, a full disk and the like come out as UserError.
 */
export function write<T>(db: Db, body: () => T): T {
  try {
    return db.$client.transaction(body).immediate();
  } catch (error) {
    throw databaseError(error, db.$client.name);
  }
}
