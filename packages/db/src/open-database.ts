import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '@evenhand/contracts';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Db } from './database.js';
import { databaseError, errorCode } from './database-error.js';
import { checkMigrations, migrate } from './migrate.js';

export interface OpenDatabaseOptions {
  file: string;
  /** For viewers: nothing is created, migrated or written; the database must be there and up to date. */
  readonly?: boolean;
  /** How long to wait for another process's transaction, in milliseconds. */
  busyTimeout?: number;
}

/**
 * Opens the workspace database; unless `readonly`, creates the folder and the file and applies missing migrations.
 *
 * @throws UserError `workspace_readonly`, `workspace_not_a_folder`, `not_a_database`, `database_missing`,
 *   `database_newer`, `database_older`, `database_locked`, `database_damaged`, `disk_full`
 */
export function openDatabase({ file, readonly = false, busyTimeout = 10_000 }: OpenDatabaseOptions): Db {
  let client: Database.Database | undefined;
  try {
    if (readonly) checkReadable(file);
    else prepareFolder(file);
    client = new Database(file, { readonly, fileMustExist: readonly, timeout: busyTimeout });
    client.pragma('foreign_keys = ON');
    if (readonly) {
      checkMigrations(client);
    } else {
      client.pragma('journal_mode = WAL');
      // In WAL a crash of the process loses nothing and a power cut at most the last transactions.
      client.pragma('synchronous = NORMAL');
      // A batch of predictions touches many pages of the index by cell: keeping more of them in memory and moving
      // them from the log to the database less often halves the time of storing. In KiB, and in pages of 4 KiB.
      client.pragma('cache_size = -65536');
      client.pragma('wal_autocheckpoint = 8000');
      migrate(client);
      checkWritable(client, busyTimeout);
    }
    return drizzle({ client });
  } catch (error) {
    client?.close();
    throw databaseError(error, file);
  }
}

/** Ends the connection. The last one to close folds the write-ahead log into the database. */
export function closeDatabase(db: Db): void {
  db.$client.close();
}

function prepareFolder(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) checkIsFile(file);
}

/** SQLite opens a file without write permission silently; find out now, not at the first batch. */
function checkWritable(client: Database.Database, busyTimeout: number): void {
  client.pragma('busy_timeout = 0');
  try {
    client.exec('BEGIN IMMEDIATE; PRAGMA user_version = 0; ROLLBACK');
  } catch (error) {
    if (client.inTransaction) client.exec('ROLLBACK');
    // Somebody else is writing at this moment, so it can be written.
    if (errorCode(error) !== 'SQLITE_BUSY') throw error;
  } finally {
    client.pragma(`busy_timeout = ${busyTimeout}`);
  }
}

function checkReadable(file: string): void {
  if (!existsSync(file)) {
    throw new UserError({
      code: 'database_missing',
      message: `There is no Evenhand workspace here: ${file} does not exist.`,
      hint: 'Start an audit first (`evenhand demo` makes one), or say where it is: --workspace DIR or EVENHAND_WORKSPACE.',
    });
  }
  checkIsFile(file);
}

function checkIsFile(file: string): void {
  if (!statSync(file).isDirectory()) return;
  throw new UserError({
    code: 'not_a_database',
    message: `${file} is a folder, not a database.`,
    hint: 'Move it away, or choose another workspace with --workspace DIR or EVENHAND_WORKSPACE.',
  });
}
