import type { DatasetManifest, LabelRepair, RunWarning, Sample } from '@evenhand/contracts';
import { foreignKey, integer, primaryKey, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

/** The attributes and their declared labels are in the manifest. */
export const datasets = sqliteTable('datasets', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  digest: text().notNull(),
  manifest: text({ mode: 'json' }).$type<DatasetManifest>().notNull(),
  root: text().notNull(),
  sampleCount: integer('sample_count').notNull(),
  repairs: text({ mode: 'json' }).$type<LabelRepair[]>().notNull(),
  warnings: text({ mode: 'json' }).$type<RunWarning[]>().notNull(),
  addedAt: text('added_at').notNull(),
});

/**
 * Each combination of labels that occurs in a data set, once: {"age":"3-9","gender":"Male"}. A million faces share
 * some hundred combinations, so a sample needs one small number for its labels, a group (of any attributes) is a
 * short list of these numbers, and the labels still read as words.
 */
export const labelSets = sqliteTable(
  'label_sets',
  {
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    labelSet: integer('label_set').notNull(),
    labels: text({ mode: 'json' }).$type<Sample['labels']>().notNull(),
    sampleCount: integer('sample_count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.datasetId, table.labelSet] })],
);

export const samples = sqliteTable(
  'samples',
  {
    datasetId: integer('dataset_id').notNull(),
    /** Place in the data set, from 0 on: what predictions refer to. */
    sampleIndex: integer('sample_index').notNull(),
    /** `Sample.id`. */
    sampleId: text('sample_id').notNull(),
    /** Relative to the data set's root where it lies in it; empty where the sample has no image. */
    path: text().notNull(),
    /** Row of the Parquet file `path` that holds the image; null where the image is a file of its own. */
    imageRow: integer('image_row'),
    sha256: text().notNull(),
    cluster: text(),
    labelSet: integer('label_set').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.datasetId, table.sampleIndex] }),
    unique().on(table.datasetId, table.sampleId),
    foreignKey({
      columns: [table.datasetId, table.labelSet],
      foreignColumns: [labelSets.datasetId, labelSets.labelSet],
    }).onDelete('cascade'),
  ],
);

/** Images whose bytes are those of another one of their data set, found when it was added. */
export const identicalImages = sqliteTable(
  'identical_images',
  {
    datasetId: integer('dataset_id')
      .notNull()
      .references(() => datasets.id, { onDelete: 'cascade' }),
    /** The first sample with these bytes. */
    firstIndex: integer('first_index').notNull(),
    sampleIndex: integer('sample_index').notNull(),
  },
  (table) => [primaryKey({ columns: [table.datasetId, table.firstIndex, table.sampleIndex] })],
);
