import type { Verdict } from '@evenhand/contracts';
import { integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

/**
 * Every gate that was ever decided on the images of a data set. By digests and names, not by keys: a look remains one
 * when its run, its model or the data set is deleted.
 */
export const gateLooks = sqliteTable(
  'gate_looks',
  {
    datasetDigest: text('dataset_digest').notNull(),
    /** From 1 on. */
    look: integer().notNull(),
    /** Digest of run, baseline and policy: the same gate again is no new look. */
    gate: text().notNull(),
    /** From 1 on among those that decide on a release; NULL for others. */
    releaseLook: integer('release_look'),
    run: text().notNull(),
    baseline: text(),
    modelName: text('model_name').notNull(),
    modelVersion: text('model_version').notNull(),
    modelDigest: text('model_digest').notNull(),
    /** NULL while it is being decided. */
    verdict: text().$type<Verdict>(),
    decidedAt: text('decided_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.datasetDigest, table.look] }),
    unique().on(table.datasetDigest, table.gate),
  ],
);
