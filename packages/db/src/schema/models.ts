import type { RegisteredModelManifest } from '@evenhand/contracts';
import { integer, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

export const models = sqliteTable(
  'models',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    version: text().notNull(),
    digest: text().notNull(),
    manifest: text({ mode: 'json' }).$type<RegisteredModelManifest>().notNull(),
    folder: text().notNull(),
    addedAt: text('added_at').notNull(),
  },
  (table) => [unique().on(table.name, table.version)],
);
