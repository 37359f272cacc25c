import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../database.js';
import { perDatabase } from '../per-database.js';
import { getRun } from '../runs/get-run.js';
import { ownedRun } from '../runs/owned-run.js';
import { counts, metrics, runs, runTasks, scoreTables } from '../schema/index.js';
import type { Run, RunResult } from '../types.js';
import { write } from '../write.js';
import { groupIndices } from './group-indices.js';

const statements = perDatabase((db) => ({
  count: db
    .insert(counts)
    .values({
      runNumber: sql.placeholder('runNumber'),
      taskIndex: sql.placeholder('task'),
      groupIndex: sql.placeholder('group'),
      truth: sql.placeholder('truth'),
      predicted: sql.placeholder('predicted'),
      n: sql.placeholder('n'),
    })
    .prepare(),
  metric: db
    .insert(metrics)
    .values({
      runNumber: sql.placeholder('runNumber'),
      taskIndex: sql.placeholder('task'),
      groupIndex: sql.placeholder('group'),
      metric: sql.placeholder('metric'),
      class: sql.placeholder('class'),
      value: sql.placeholder('value'),
      low: sql.placeholder('low'),
      high: sql.placeholder('high'),
      n: sql.placeholder('n'),
      method: sql.placeholder('method'),
      reason: sql.placeholder('reason'),
    })
    .prepare(),
}));

/**
 * Stores the result of a running run and ends it, in one transaction.
 *
 * @throws UserError `unknown_run`, `run_taken_over`, `database_locked`, `disk_full`
 */
export function finishRun(db: Db, { run, ...result }: { run: string } & RunResult): Run {
  return write(db, () => {
    const { number: runNumber } = ownedRun(db, run);
    const insert = statements(db);
    const groupIndex = groupIndices(db, runNumber);

    for (const { labels, ...cell } of result.countRows) {
      insert.count.run({ ...cell, runNumber, group: groupIndex(labels) });
    }

    const taskOf = taskIndices(db, runNumber);
    for (const row of result.metrics) {
      const { value, low, high, n, method, reason = null } = row.estimate;
      const rest = { value, low, high, n, method, reason };
      insert.metric.run({
        ...rest,
        runNumber,
        task: taskOf(row.task),
        group: groupIndex(row.group),
        metric: row.metric,
        class: row.class ?? '',
      });
    }

    for (const [taskIndex, content] of result.scoreTables) {
      db.insert(scoreTables).values({ runNumber, taskIndex, content }).run();
    }
    for (const [taskIndex, excluded] of result.excluded.entries()) {
      db.update(runTasks)
        .set({ excluded })
        .where(and(eq(runTasks.runNumber, runNumber), eq(runTasks.taskIndex, taskIndex)))
        .run();
    }
    db.update(runs)
      .set({
        ...result.counts,
        warnings: result.warnings,
        status: 'finished',
        owner: null,
        finishedAt: new Date().toISOString(),
      })
      .where(eq(runs.number, runNumber))
      .run();
    return getRun(db, run);
  });
}

function taskIndices(db: Db, runNumber: number): (task: string) => number {
  const rows = db
    .select({ name: runTasks.name, index: runTasks.taskIndex })
    .from(runTasks)
    .where(eq(runTasks.runNumber, runNumber))
    .all();
  const byName = new Map(rows.map((row) => [row.name, row.index]));
  return (task) => {
    const index = byName.get(task);
    if (index === undefined) throw new Error(`the run has no task ${task}`);
    return index;
  };
}
