import type { Db } from './database.js';

/** Prepares statements once per open database. */
export function perDatabase<T>(prepare: (db: Db) => T): (db: Db) => T {
  const prepared = new WeakMap<Db, T>();
  return (db) => {
    const known = prepared.get(db);
    if (known !== undefined) return known;
    const fresh = prepare(db);
    prepared.set(db, fresh);
    return fresh;
  };
}
