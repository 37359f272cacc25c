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

/**
 * As {@link write}, for a body that inserts millions of rows: without SQLite's look-up of each row's parents, a third
 * of its work. Only for rows whose parents the body itself has read or made.
 */
export function bulkWrite<T>(db: Db, body: () => T): T {
  // Not settable inside a transaction, which is why it is a matter of the whole.
  db.$client.pragma('foreign_keys = OFF');
  try {
    return write(db, body);
  } finally {
    db.$client.pragma('foreign_keys = ON');
  }
}
