import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './database.js';
import { perDatabase } from './per-database.js';

/**
 * One prepared insert for a table that is filled row by row, millions of times: Drizzle's own costs as much again as
 * SQLite's work. Values go in as they are, so a JSON column must be given its text.
 */
export function inserter<T extends SQLiteTable>(
  table: T,
): (db: Db) => (row: Required<T['$inferInsert']>) => void {
  const columns = Object.entries(getTableColumns(table));
  const names = columns.map(([, column]) => `"${column.name}"`).join(', ');
  const text = `INSERT INTO "${getTableName(table)}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
  return perDatabase((db) => {
    const statement = db.$client.prepare(text);
    return (row) => {
      const values: Record<string, unknown> = row;
      statement.run(columns.map(([key]) => values[key]));
    };
  });
}
