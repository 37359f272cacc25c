import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Db } from '../database.js';
import { closeDatabase, openDatabase } from '../open-database.js';

/** A folder that is gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-db-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new workspace database on disk. */
export function temporaryDatabase(): { db: Db; file: string } {
  const file = join(temporaryFolder(), 'evenhand.db');
  const db = openDatabase({ file });
  onTestFinished(() => closeDatabase(db));
  return { db, file };
}
