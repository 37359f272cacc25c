import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './database.js';
import { perDatabase } from './per-database.js';

type Row<T extends SQLiteTable> = Required<T['$inferInsert']>;

/** Rows that one statement of a bulk inserts. Beyond some dozens more of them gain nothing. */
const BULK_ROWS = 50;

/**
 * One prepared insert for a table that is filled row by row, many times: Drizzle's own costs as much again as
 * SQLite's work. Values go in as they are, so a JSON column must be given its text.
 */
export function inserter<T extends SQLiteTable>(table: T): (db: Db) => (row: Row<T>) => void {
  const keys = Object.keys(getTableColumns(table));
  const text = insertText(table, { rows: 1, or: 'ABORT' });
  return perDatabase((db) => {
    const statement = db.$client.prepare(text);
    return (row) => {
      const values: Record<string, unknown> = row;
      statement.run(keys.map((key) => values[key]));
    };
  });
}

/** Takes rows for a table; the last of them are there only after `flush`. */
export interface BulkInsert<R> {
  add(row: R): void;
  flush(): void;
}

/**
 * As {@link inserter}, for millions of rows in one transaction: many rows with each statement cost half as much. What
 * an insert throws must undo the transaction, because it leaves the rows before the one that it refused.
 */
export function bulkInserter<T extends SQLiteTable>(
  table: T,
): (
  db: Db,
  /** The error to throw for the row that SQLite refuses. */
  refused?: (row: Row<T>, error: unknown) => unknown,
) => BulkInsert<Row<T>> {
  const keys = Object.keys(getTableColumns(table));
  // Without FAIL, SQLite writes down how every page was before each statement, to be able to undo half of one.
  const many = insertText(table, { rows: BULK_ROWS, or: 'FAIL' });
  const one = insertText(table, { rows: 1, or: 'FAIL' });
  const prepared = perDatabase(({ $client }) => ({
    many: $client.prepare(many),
    one: $client.prepare(one),
    inserted: $client.prepare<[], number>('SELECT changes()').pluck(),
  }));
  return (db, refused = (_, error) => error) => {
    const statements = prepared(db);
    let rows: Row<T>[] = [];
    const run = (statement: (typeof statements)['many'], taken: readonly Row<T>[]): void => {
      const values: unknown[] = [];
      for (const row of taken) for (const key of keys) values.push((row as Record<string, unknown>)[key]);
      try {
        // As arguments: better-sqlite3 looks the elements of an array up one by one, as properties.
        statement.run(...values);
      } catch (error) {
        const row = taken[statements.inserted.get() ?? 0];
        throw row === undefined ? error : refused(row, error);
      }
    };
    return {
      add(row) {
        rows.push(row);
        if (rows.length < BULK_ROWS) return;
        run(statements.many, rows);
        rows = [];
      },
      flush() {
        for (const row of rows) run(statements.one, [row]);
        rows = [];
      },
    };
  };
}

function insertText(table: SQLiteTable, { rows, or }: { rows: number; or: 'ABORT' | 'FAIL' }): string {
  const columns = Object.values(getTableColumns(table));
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT OR ${or} INTO "${getTableName(table)}" (${names}) VALUES ${Array(rows).fill(row).join(', ')}`;
}
