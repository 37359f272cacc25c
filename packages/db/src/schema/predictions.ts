import type { SampleFailureCode } from '@evenhand/contracts';
import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
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
