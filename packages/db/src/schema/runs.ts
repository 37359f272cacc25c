import type { Headline, LabelKind, RunStatus, RunWarning } from '@evenhand/contracts';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { datasets } from './datasets.js';
import { models } from './models.js';

/** The identity of model and data set is copied, so that a run stays readable when its model is removed. */
export const runs = sqliteTable(
  'runs',
  {
    /** What the large tables refer to. Never used again, so that no writer can hit another run after a deletion. */
    number: integer().primaryKey({ autoIncrement: true }),
    /** What people type. */
    id: text().notNull().unique(),
    status: text().$type<RunStatus>().notNull(),
    modelId: integer('model_id').references(() => models.id, { onDelete: 'set null' }),
    modelName: text('model_name').notNull(),
    modelVersion: text('model_version').notNull(),
    modelDigest: text('model_digest').notNull(),
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => datasets.id),
    datasetName: text('dataset_name').notNull(),
    datasetDigest: text('dataset_digest').notNull(),
    datasetSamples: integer('dataset_samples').notNull(),
    datasetLabels: text('dataset_labels').notNull(),
    device: text().notNull(),
    precision: text().notNull(),
    preprocessDigest: text('preprocess_digest').notNull(),
    batchSize: integer('batch_size').notNull(),
    options: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    tags: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    software: text({ mode: 'json' }).$type<Record<string, string>>().notNull(),
    warnings: text({ mode: 'json' }).$type<RunWarning[]>().notNull(),
    /** From the result; NULL until the run has finished. */
    headlines: text({ mode: 'json' }).$type<Headline[]>(),
    /** Samples to process; `ok` and `failed` are those done so far. */
    total: integer().notNull(),
    ok: integer().notNull(),
    failed: integer().notNull(),
    excluded: integer().notNull(),
    startedAt: text('started_at').notNull(),
    finishedAt: text('finished_at'),
    heartbeatAt: text('heartbeat_at').notNull(),
    /** The process at work, `host:pid`. */
    owner: text(),
  },
  (table) => [index('runs_by_model').on(table.modelId), index('runs_by_dataset').on(table.datasetId)],
);

export const runTasks = sqliteTable(
  'run_tasks',
  {
    runNumber: integer('run_number')
      .notNull()
      .references(() => runs.number, { onDelete: 'cascade' }),
    taskIndex: integer('task_index').notNull(),
    name: text().notNull(),
    kind: text().$type<LabelKind>().notNull(),
    /** In the model's output order. */
    labels: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Natural order of an ordinal task's labels. */
    order: text('label_order', { mode: 'json' }).$type<string[]>(),
    excluded: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runNumber, table.taskIndex] })],
);
