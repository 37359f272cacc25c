import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '@evenhand/contracts';
import type Database from 'better-sqlite3';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';

/** Beside `src` and `dist` alike. */
const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), '..', 'drizzle');

/** Drizzle's own name and columns, so that its tools understand the database too. */
const createTable =
  'CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT';

/** Migrations that this database lacks, oldest first. Refuses databases of other programs and of a newer Evenhand. */
function pendingMigrations(client: Database.Database): MigrationMeta[] {
  const known = readMigrationFiles({ migrationsFolder });
  const tables = client.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (tables.length === 0) return known;
  if (!tables.includes('__drizzle_migrations')) {
    throw new UserError({
      code: 'not_a_database',
      message: `${client.name} is a database of another program: it has the tables ${tables.slice(0, 5).join(', ')}.`,
      hint: 'Choose another workspace with --workspace DIR or EVENHAND_WORKSPACE.',
    });
  }
  const applied = new Set(client.prepare('SELECT created_at FROM __drizzle_migrations').pluck().all());
  const unknown = applied.size - known.filter((migration) => applied.has(migration.folderMillis)).length;
  if (unknown > 0) {
    throw new UserError({
      code: 'database_newer',
      message: `${client.name} was written by a newer Evenhand: ${unknown} of its migrations are unknown here.`,
      hint: 'Update Evenhand, or choose another workspace with --workspace DIR or EVENHAND_WORKSPACE.',
    });
  }
  return known.filter((migration) => !applied.has(migration.folderMillis));
}

/** Brings the database up to date in one transaction: it ends up with all migrations or as it was. */
export function migrate(client: Database.Database): void {
  if (pendingMigrations(client).length === 0) return;
  // Changing a table means making it anew and dropping the old one, which must not cascade. Not settable inside.
  client.pragma('foreign_keys = OFF');
  try {
    client
      .transaction(() => {
        // Asked again under the lock: another process may have just done it.
        const pending = pendingMigrations(client);
        const isNew =
          client.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get() ===
          undefined;
        if (isNew) client.exec(createTable);
        const record = client.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)');
        for (const migration of pending) {
          for (const statement of migration.sql) client.exec(statement);
          record.run(migration.hash, migration.folderMillis);
        }
        const broken = client.pragma('foreign_key_check');
        if (Array.isArray(broken) && broken.length > 0) {
          throw new Error(`a migration left ${broken.length} rows of ${client.name} without their parent`);
        }
      })
      .immediate();
  } finally {
    client.pragma('foreign_keys = ON');
  }
}

/** For readers: refuses a database that must be migrated first. */
export function checkMigrations(client: Database.Database): void {
  if (pendingMigrations(client).length === 0) return;
  throw new UserError({
    code: 'database_older',
    message: `${client.name} was written by an older Evenhand and must be updated first.`,
    hint: 'Run `evenhand runs` once in this workspace: opening it for writing updates it.',
  });
}
