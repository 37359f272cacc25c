import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { closeDatabase, type Db, openDatabase } from '@evenhand/db';

/** `EVENHAND_WORKSPACE`, else `./.evenhand`, as everywhere. */
function workspaceFolder(): string {
  return resolve(/* turbopackIgnore: true */ process.env['EVENHAND_WORKSPACE'] || '.evenhand');
}

interface Connection {
  db: Db;
  /** Which file it is: the workspace may be deleted and made anew while the dashboard runs. */
  inode: number;
}

// On the global object, because Next loads this module once per bundle.
const held = globalThis as { evenhandConnection?: Connection | undefined };

/**
 * The workspace's database, opened once, to read only.
 *
 * @throws UserError `database_missing`, `database_older`, `database_newer`, `not_a_database` …
 */
export function database(): Db {
  const file = join(workspaceFolder(), 'evenhand.db');
  const inode = statSync(file, { throwIfNoEntry: false })?.ino;
  const connection = held.evenhandConnection;
  if (connection && connection.inode === inode) return connection.db;
  if (connection) closeDatabase(connection.db);
  held.evenhandConnection = undefined;
  const db = openDatabase({ file, readonly: true });
  held.evenhandConnection = { db, inode: inode ?? statSync(file).ino };
  return db;
}
