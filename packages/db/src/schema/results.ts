import type { Sample, UndefinedReason } from '@evenhand/contracts';
import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { runs } from './runs.js';

const runNumber = () =>
  integer('run_number')
    .notNull()
    .references(() => runs.number, { onDelete: 'cascade' });

/** The groups that a run's counts and metrics speak of, each written once: {"race":"Black"}, {} for all samples. */
export const runGroups = sqliteTable(
  'run_groups',
  {
    runNumber: runNumber(),
    groupIndex: integer('group_index').notNull(),
    /** The attributes, `race,gender`; empty for all samples. */
    grouping: text().notNull(),
    labels: text({ mode: 'json' }).$type<Sample['labels']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runNumber, table.groupIndex] })],
);

/** The sparse table that everything discrete in an audit is a function of. */
export const counts = sqliteTable(
  'counts',
  {
    runNumber: runNumber(),
    taskIndex: integer('task_index').notNull(),
    groupIndex: integer('group_index').notNull(),
    truth: integer().notNull(),
    predicted: integer().notNull(),
    n: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.runNumber, table.taskIndex, table.groupIndex, table.truth, table.predicted],
    }),
  ],
);

/** Mergeable sums over scores, per task, as the runner writes them. */
export const scoreTables = sqliteTable(
  'score_tables',
  {
    runNumber: runNumber(),
    taskIndex: integer('task_index').notNull(),
    content: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runNumber, table.taskIndex] })],
);

/** What the run found in words, as its writer read it from the result; for pages that show nothing else. */
export const summaries = sqliteTable('summaries', {
  runNumber: runNumber().primaryKey(),
  /** Of the code that made this and the run's `audit_parts`: what other code made is made anew. */
  version: text().notNull(),
  content: text({ mode: 'json' }).$type<unknown>().notNull(),
});

/** A finished run's audit document in parts, so that a page reads what it shows, as their writer packed them. */
export const auditParts = sqliteTable(
  'audit_parts',
  {
    runNumber: runNumber(),
    taskIndex: integer('task_index').notNull(),
    /** 0: the task without its groups; from 1 on its groupings. */
    part: integer().notNull(),
    content: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.runNumber, table.taskIndex, table.part] })],
);

export const metrics = sqliteTable(
  'metrics',
  {
    runNumber: runNumber(),
    taskIndex: integer('task_index').notNull(),
    groupIndex: integer('group_index').notNull(),
    metric: text().notNull(),
    /** Label of the class; empty for the slice as a whole (a label never is). */
    class: text().notNull(),
    value: real(),
    low: real(),
    high: real(),
    /** Images; not always whole, where they count by weight. */
    n: real().notNull(),
    method: text().notNull(),
    reason: text().$type<UndefinedReason>(),
  },
  (table) => [
    primaryKey({
      columns: [table.runNumber, table.taskIndex, table.groupIndex, table.metric, table.class],
    }),
  ],
);
