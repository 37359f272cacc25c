import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '@evenhand/contracts';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { Db } from './database.js';
import { databaseError } from './database-error.js';
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
      migrate(client);
      // SQLite opens a file without write permission silently; find out now, not at the first batch.
      accessSync(file, constants.W_OK);
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
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK);
  if (existsSync(file)) checkIsFile(file);
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
