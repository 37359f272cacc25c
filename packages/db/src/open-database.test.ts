import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { insertModel } from './models/insert-model.js';
import { listModels } from './models/list-models.js';
import { closeDatabase, openDatabase } from './open-database.js';
import { botanist } from './testing/botanist.js';
import { runProcess } from './testing/run-process.js';
import { temporaryDatabase, temporaryFolder } from './testing/temporary.js';
import { userErrorOf } from './testing/user-error-of.js';

const userErrorCode = (body: () => unknown): string => userErrorOf(body).code;

/** Root may write anywhere: for the length of `body` be somebody else. */
function asOrdinaryUser(body: () => void): void {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    body();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

describe('a new workspace', () => {
  test('gets its folder, its file and its settings', () => {
    const file = join(temporaryFolder(), 'deep', 'workspace', 'evenhand.db');
    const db = openDatabase({ file, busyTimeout: 1234 });
    onTestFinished(() => closeDatabase(db));
    const pragma = (name: string): unknown => db.$client.pragma(name, { simple: true });
    expect({
      journal: pragma('journal_mode'),
      foreignKeys: pragma('foreign_keys'),
      synchronous: pragma('synchronous'),
      timeout: pragma('busy_timeout'),
    }).toEqual({ journal: 'wal', foreignKeys: 1, synchronous: 1, timeout: 1234 });
  });

  test('has strict tables only', () => {
    const { db } = temporaryDatabase();
    const lax = db.$client
      .prepare(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(lax).toEqual([]);
  });

  test('opens again with what it holds', () => {
    const { db, file } = temporaryDatabase();
    insertModel(db, botanist);
    const again = openDatabase({ file });
    onTestFinished(() => closeDatabase(again));
    expect(listModels(again)).toEqual(listModels(db));
    expect(listModels(again)).toHaveLength(1);
  });

  test('an empty file becomes a database', () => {
    const file = join(temporaryFolder(), 'evenhand.db');
    writeFileSync(file, '');
    const db = openDatabase({ file });
    onTestFinished(() => closeDatabase(db));
    expect(listModels(db)).toEqual([]);
  });

  test('opens in several processes at once', { timeout: 180_000 }, async () => {
    const file = join(temporaryFolder(), 'evenhand.db');
    const results = await Promise.all([1, 2, 3].map(() => runProcess('open-worker', [file])));
    expect(results.map((result) => result.code)).toEqual([0, 0, 0]);
    expect(results.map((result) => result.stderr).join('')).toBe('');
  });
});

describe('reading only', () => {
  test('creates nothing where there is no workspace', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'workspace', 'evenhand.db');
    expect(userErrorCode(() => openDatabase({ file, readonly: true }))).toBe('database_missing');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('reads, and refuses to write', () => {
    const { db, file } = temporaryDatabase();
    insertModel(db, botanist);
    const viewer = openDatabase({ file, readonly: true });
    onTestFinished(() => closeDatabase(viewer));
    expect(listModels(viewer)).toHaveLength(1);
    expect(userErrorCode(() => insertModel(viewer, { ...botanist, version: '2' }))).toBe(
      'workspace_readonly',
    );
    expect(listModels(db)).toHaveLength(1);
  });

  test('does not update an older database', () => {
    const file = join(temporaryFolder(), 'evenhand.db');
    const older = new Database(file);
    older.exec(
      'CREATE TABLE __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at INTEGER NOT NULL)',
    );
    older.close();
    const before = readFileSync(file);
    expect(userErrorCode(() => openDatabase({ file, readonly: true }))).toBe('database_older');
    expect(readFileSync(file).equals(before)).toBe(true);
    const db = openDatabase({ file });
    onTestFinished(() => closeDatabase(db));
    expect(listModels(db)).toEqual([]);
  });
});

describe('what cannot be opened is explained', () => {
  test('a folder in the place of the file', () => {
    const file = join(temporaryFolder(), 'evenhand.db');
    mkdirSync(file);
    expect(userErrorCode(() => openDatabase({ file }))).toBe('not_a_database');
    expect(userErrorCode(() => openDatabase({ file, readonly: true }))).toBe('not_a_database');
  });

  test('a file in the place of the folder', () => {
    const blocker = join(temporaryFolder(), 'workspace');
    writeFileSync(blocker, 'text');
    expect(userErrorCode(() => openDatabase({ file: join(blocker, 'evenhand.db') }))).toBe(
      'workspace_not_a_folder',
    );
    expect(userErrorCode(() => openDatabase({ file: join(blocker, 'deep', 'evenhand.db') }))).toBe(
      'workspace_not_a_folder',
    );
  });

  test('a folder that cannot be made', () => {
    const link = join(temporaryFolder(), 'workspace');
    symlinkSync(join(link, '..', 'gone', 'deep'), link);
    expect(userErrorCode(() => openDatabase({ file: join(link, 'evenhand.db') }))).toBe('workspace_readonly');
  });

  test.each([
    ['short', '<html></html>'],
    ['long', '<html>'.repeat(10_000)],
  ])('a %s file of another kind, which stays as it is', (_, content) => {
    const file = join(temporaryFolder(), 'evenhand.db');
    writeFileSync(file, content);
    expect(userErrorCode(() => openDatabase({ file }))).toBe('not_a_database');
    expect(userErrorCode(() => openDatabase({ file, readonly: true }))).toBe('not_a_database');
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  test("another program's database, which stays as it is", () => {
    const file = join(temporaryFolder(), 'evenhand.db');
    const other = new Database(file);
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    other.close();
    expect(userErrorCode(() => openDatabase({ file }))).toBe('not_a_database');
    const again = new Database(file);
    onTestFinished(() => {
      again.close();
    });
    expect(again.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['bookmarks']);
  });

  test('a database of a newer Evenhand', () => {
    const { db, file } = temporaryDatabase();
    db.$client
      .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      .run('future', 9e12);
    expect(userErrorCode(() => openDatabase({ file }))).toBe('database_newer');
    expect(userErrorCode(() => openDatabase({ file, readonly: true }))).toBe('database_newer');
  });

  test('a damaged database', () => {
    const { db, file } = temporaryDatabase();
    closeDatabase(db);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, 100, 4096));
    expect(userErrorCode(() => openDatabase({ file }))).toBe('database_damaged');
  });

  test('a lock that another process keeps', () => {
    const { db, file } = temporaryDatabase();
    const other = new Database(file);
    onTestFinished(() => {
      other.close();
    });
    other.exec('BEGIN IMMEDIATE');
    const impatient = openDatabase({ file, busyTimeout: 20 });
    onTestFinished(() => closeDatabase(impatient));
    expect(userErrorCode(() => insertModel(impatient, botanist))).toBe('database_locked');
    other.exec('ROLLBACK');
    insertModel(impatient, botanist);
    expect(listModels(db)).toHaveLength(1);
  });

  test('a lock on a database that must be updated', () => {
    const file = join(temporaryFolder(), 'evenhand.db');
    const other = new Database(file);
    onTestFinished(() => {
      other.close();
    });
    other.exec('BEGIN EXCLUSIVE');
    expect(userErrorCode(() => openDatabase({ file, busyTimeout: 20 }))).toBe('database_locked');
  });

  test.skipIf(process.platform === 'win32')('a folder without write permission', () => {
    const { db, file } = temporaryDatabase();
    closeDatabase(db);
    const folder = join(file, '..');
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    asOrdinaryUser(() => {
      expect(userErrorCode(() => openDatabase({ file }))).toBe('workspace_readonly');
      expect(userErrorCode(() => openDatabase({ file: join(folder, 'new', 'evenhand.db') }))).toBe(
        'workspace_readonly',
      );
    });
  });

  test.skipIf(process.platform === 'win32')('a file without write permission', () => {
    const { db, file } = temporaryDatabase();
    closeDatabase(db);
    chmodSync(join(file, '..'), 0o777);
    chmodSync(file, 0o444);
    asOrdinaryUser(() => {
      expect(userErrorCode(() => openDatabase({ file }))).toBe('workspace_readonly');
    });
  });
});
