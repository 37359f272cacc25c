import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { inserter } from '../inserter.js';
import { getRun } from '../runs/get-run.js';
import { ownedRun } from '../runs/owned-run.js';
import { auditParts, counts, metrics, runs, runTasks, scoreTables, summaries } from '../schema/index.js';
import type { Run, RunResult } from '../types.js';
import { write } from '../write.js';
import { groupIndices } from './group-indices.js';
import { storeColumns } from './store-columns.js';

const insertCount = inserter(counts);
const insertMetric = inserter(metrics);

/**
 * Stores the result of a running run and ends it, in one transaction.
 *
 * @throws UserError `unknown_run`, `run_taken_over`, `database_locked`, `disk_full`
 */
export function finishRun(db: Db, { run, ...result }: { run: string } & RunResult): Run {
  return write(db, () => {
    const { number: runNumber } = ownedRun(db, run);
    const groupIndex = groupIndices(db, runNumber);

    const storeCount = insertCount(db);
    for (const { task, labels, truth, predicted, n } of result.countRows) {
      storeCount({ runNumber, taskIndex: task, groupIndex: groupIndex(labels), truth, predicted, n });
    }

    const storeMetric = insertMetric(db);
    const taskIndex = taskIndices(db, runNumber);
    for (const { task, group, class: label, metric, estimate } of result.metrics) {
      const { value, low, high, n, method, reason } = estimate;
      storeMetric({
        runNumber,
        taskIndex: taskIndex(task),
        groupIndex: groupIndex(group),
        metric,
        class: label ?? '',
        value,
        low,
        high,
        n,
        method,
        reason: reason ?? null,
      });
    }

    for (const [task, content] of result.scoreTables) {
      db.insert(scoreTables).values({ runNumber, taskIndex: task, content }).run();
    }
    if (result.forPages) {
      const { version, summary: content, parts } = result.forPages;
      db.insert(summaries).values({ runNumber, version, content }).run();
      for (const { task, part, content: packed } of parts) {
        db.insert(auditParts)
          .values({ runNumber, taskIndex: taskIndex(task), part, content: Buffer.from(packed) })
          .run();
      }
    }
    storeColumns(db, { runNumber, predictions: result.predictions });
    for (const [task, excluded] of result.excluded.entries()) {
      db.update(runTasks)
        .set({ excluded })
        .where(and(eq(runTasks.runNumber, runNumber), eq(runTasks.taskIndex, task)))
        .run();
    }
    db.update(runs)
      .set({
        ...result.counts,
        warnings: result.warnings,
        headlines: result.headlines,
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
