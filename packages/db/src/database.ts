import type Database from 'better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';

/** An open workspace database: Drizzle's, with better-sqlite3's own as `$client`. */
export type Db = BetterSQLite3Database & { $client: Database.Database };
