import type { SampleFailureCode } from '@evenhand/contracts';
import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { runs } from './runs.js';

/** One row per sample and task. Labels are indices into `run_tasks.labels`; the view `prediction_list` spells them out. */
export const predictions = sqliteTable(
  'predictions',
  {
    runNumber: integer('run_number')
      .notNull()
      .references(() => runs.number, { onDelete: 'cascade' }),
    taskIndex: integer('task_index').notNull(),
    sampleIndex: integer('sample_index').notNull(),
    /** NULL: the sample is excluded from this task. */
    truth: integer(),
    predicted: integer().notNull(),
    confidence: real(),
    /** JSON array: probability per label, in the fewest digits that restore the float32. */
    scores: text(),
  },
  (table) => [
    // A task's rows lie together and in sample order: for tables of counts, for flips between two runs.
    primaryKey({ columns: [table.runNumber, table.taskIndex, table.sampleIndex] }),
  ],
);

/**
 * The predictions of a finished run once more, a task in one row: numbers side by side, in sample order. A million of
 * them are read in hundredths of a second, to be filtered, sorted and compared in memory. Each column has one number of
 * 1, 2 or 4 bytes per prediction, little-endian; `packColumns` says more.
 */
export const predictionColumns = sqliteTable(
  'prediction_columns',
  {
    runNumber: integer('run_number')
      .notNull()
      .references(() => runs.number, { onDelete: 'cascade' }),
    taskIndex: integer('task_index').notNull(),
    /** Number of predictions. */
    rows: integer().notNull(),
    /** How many of them have scores. */
    scored: integer().notNull(),
    /** NULL: the sample indices are 0, 1, 2, … */
    sample: blob({ mode: 'buffer' }),
    labelSet: blob('label_set', { mode: 'buffer' }).notNull(),
    /** 1 more than in `predictions`; 0 where it has NULL. */
    truth: blob({ mode: 'buffer' }).notNull(),
    predicted: blob({ mode: 'buffer' }).notNull(),
    /** Float32; NaN where `predictions` has NULL. */
    confidence: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.runNumber, table.taskIndex] })],
);

export const failures = sqliteTable(
  'failures',
  {
    runNumber: integer('run_number')
      .notNull()
      .references(() => runs.number, { onDelete: 'cascade' }),
    sampleIndex: integer('sample_index').notNull(),
    code: text().$type<SampleFailureCode>().notNull(),
    message: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runNumber, table.sampleIndex] })],
);
