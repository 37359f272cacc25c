import type { RunStatus } from '@evenhand/contracts';
import { asc, desc, inArray, type SQL } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs, runTasks } from '../schema/index.js';
import type { Run, RunTask } from '../types.js';
import { ownerIsAlive } from './owner.js';

type RunRow = typeof runs.$inferSelect;
type TaskRow = typeof runTasks.$inferSelect;

/** Runs that meet a condition, newest first. */
export function selectRuns(db: Db, where?: SQL): Run[] {
  const rows = db.select().from(runs).where(where).orderBy(desc(runs.number)).all();
  const tasks = selectTasks(db, rows.length === 1 ? rows : undefined);
  return rows.map((row) => toRun(row, tasks.get(row.number) ?? []));
}

/** Tasks by run, of the given runs or of all. */
function selectTasks(db: Db, rows: RunRow[] | undefined): Map<number, TaskRow[]> {
  const some =
    rows &&
    inArray(
      runTasks.runNumber,
      rows.map((row) => row.number),
    );
  const byRun = new Map<number, TaskRow[]>();
  const ordered = [asc(runTasks.runNumber), asc(runTasks.taskIndex)];
  for (const task of db
    .select()
    .from(runTasks)
    .where(some)
    .orderBy(...ordered)
    .all()) {
    const tasks = byRun.get(task.runNumber);
    if (tasks) tasks.push(task);
    else byRun.set(task.runNumber, [task]);
  }
  return byRun;
}

/** A run of its rows. */
export function toRun(row: RunRow, tasks: TaskRow[]): Run {
  return {
    id: row.id,
    status: statusOf(row),
    model: { name: row.modelName, version: row.modelVersion, digest: row.modelDigest },
    dataset: {
      name: row.datasetName,
      digest: row.datasetDigest,
      samples: row.datasetSamples,
      labels: row.datasetLabels,
    },
    device: row.device,
    precision: row.precision,
    preprocessDigest: row.preprocessDigest,
    batchSize: row.batchSize,
    total: row.total,
    counts: { ok: row.ok, failed: row.failed, excluded: row.excluded },
    options: row.options,
    tags: row.tags,
    software: row.software,
    warnings: row.warnings,
    headlines: row.headlines ?? [],
    tasks: tasks.map(toTask),
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    heartbeatAt: row.heartbeatAt,
  };
}

function toTask({ name, kind, labels, order, excluded }: TaskRow): RunTask {
  return { name, kind, labels, ...(order && { order }), excluded };
}

/** A run whose process was killed could not say so itself. */
function statusOf(row: RunRow): RunStatus {
  return row.status === 'running' && !ownerIsAlive(row.owner, row.heartbeatAt) ? 'interrupted' : row.status;
}
