import { existsSync } from 'node:fs';
import { isUserError, UserError } from '@evenhand/contracts';
import { closeDatabase, type Db, openDatabase } from '@evenhand/db';
import type { Context } from '../cli/context.js';

/** Opens the workspace's database for one command, making the workspace where it does not exist yet. */
export async function withDatabase<Result>(
  context: Context,
  work: (db: Db) => Promise<Result> | Result,
): Promise<Result> {
  const db = openDatabase({ file: context.workspace.database });
  try {
    return await work(db);
  } finally {
    closeDatabase(db);
  }
}

/** Opens it to read. A workspace that is not there is an error: commands that only look make nothing. */
export async function withDatabaseToRead<Result>(
  context: Context,
  work: (db: Db) => Promise<Result> | Result,
): Promise<Result> {
  if (!existsSync(context.workspace.database)) {
    throw new UserError({
      code: 'no_workspace',
      message: `There is no workspace at ${context.workspace.dir} yet.`,
      hint: 'Start with `evenhand demo`, or with `evenhand model add` and `evenhand dataset add`; --workspace DIR names another.',
    });
  }
  const db = openToRead(context.workspace.database);
  try {
    return await work(db);
  } finally {
    closeDatabase(db);
  }
}

/** A database of an older Evenhand is brought up to date first, which reading alone cannot do. */
function openToRead(file: string): Db {
  try {
    return openDatabase({ file, readonly: true });
  } catch (error) {
    if (!isUserError(error) || error.code !== 'database_older') throw error;
    return openDatabase({ file });
  }
}
