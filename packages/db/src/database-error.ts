import { UserError, type UserErrorOptions } from '@evenhand/contracts';

/** SQLite's and the operating system's code of an error, or of what caused it (Drizzle wraps errors). */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : errorCode(error.cause);
}

function explain(code: string, file: string): Omit<UserErrorOptions, 'cause'> | undefined {
  if (/^(SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_PERM|EROFS|EACCES|EPERM|ENOENT)/.test(code)) {
    // ENOENT: what Node says when it cannot make a folder on a read-only disk or behind a dangling link.
    return {
      code: 'workspace_readonly',
      message: `The workspace database ${file} cannot be written: it or its folder is write-protected, or cannot be made (${code}).`,
      hint: 'Make both writable (SQLite needs that even for reading), or choose another workspace with --workspace DIR or EVENHAND_WORKSPACE.',
    };
  }
  if (/^(ENOTDIR|EEXIST)/.test(code)) {
    return {
      code: 'workspace_not_a_folder',
      message: `The workspace database ${file} cannot be made: part of its path is a file, not a folder.`,
      hint: 'Choose another workspace with --workspace DIR or EVENHAND_WORKSPACE.',
    };
  }
  if (/^SQLITE_NOTADB/.test(code)) {
    return {
      code: 'not_a_database',
      message: `${file} is not an SQLite database.`,
      hint: 'Move the file away, or choose another workspace with --workspace DIR or EVENHAND_WORKSPACE.',
    };
  }
  if (/^(SQLITE_BUSY|SQLITE_LOCKED)/.test(code)) {
    return {
      code: 'database_locked',
      message: `Another process keeps the workspace database ${file} locked.`,
      hint: 'Wait until it is done (a large deletion or another import), then try again.',
    };
  }
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) {
    return {
      code: 'disk_full',
      message: `The disk of the workspace database ${file} is full.`,
      hint: 'What was stored before is safe. Make room, then continue an interrupted run with --resume.',
    };
  }
  if (/^(SQLITE_CORRUPT|SQLITE_IOERR)/.test(code)) {
    return {
      code: 'database_damaged',
      message: `The workspace database ${file} cannot be read (${code}).`,
      hint: 'Check the disk. `sqlite3 evenhand.db "pragma integrity_check"` says what is damaged, `.recover` saves the rest.',
    };
  }
  return undefined;
}

/** The user's trouble behind an error of SQLite or of the file system; any other error comes back as it is. */
export function databaseError(error: unknown, file: string): unknown {
  const trouble = explain(errorCode(error), file);
  return trouble ? new UserError({ ...trouble, cause: error }) : error;
}
