import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { datasetRow } from '../datasets/dataset-row.js';
import { models, runs, runTasks } from '../schema/index.js';
import type { NewRun, Run } from '../types.js';
import { write } from '../write.js';
import { getRun } from './get-run.js';
import { thisOwner } from './owner.js';
import { nextRunId } from './run-id.js';

/** Starts a run, owned by this process. @throws UserError `unknown_dataset` */
export function createRun(db: Db, { model, dataset, tasks, ...run }: NewRun): Run {
  return write(db, () => {
    const data = datasetRow(db, dataset);
    const registered = db
      .select({ id: models.id })
      .from(models)
      .where(
        and(eq(models.name, model.name), eq(models.version, model.version), eq(models.digest, model.digest)),
      )
      .get();
    const newest = db.select({ id: runs.id }).from(runs).orderBy(desc(runs.number)).limit(1).get();
    const now = new Date();
    const { number, id } = db
      .insert(runs)
      .values({
        ...run,
        id: nextRunId(now, newest?.id),
        status: 'running',
        modelId: registered?.id ?? null,
        modelName: model.name,
        modelVersion: model.version,
        modelDigest: model.digest,
        datasetId: data.id,
        datasetName: data.name,
        datasetDigest: data.digest,
        datasetSamples: data.sampleCount,
        datasetLabels: data.manifest.labels,
        warnings: [],
        ok: 0,
        failed: 0,
        excluded: 0,
        startedAt: now.toISOString(),
        heartbeatAt: now.toISOString(),
        owner: thisOwner(),
      })
      .returning({ number: runs.number, id: runs.id })
      .get();
    for (const [taskIndex, { name, kind, labels, order }] of tasks.entries()) {
      db.insert(runTasks)
        .values({ runNumber: number, taskIndex, name, kind, labels, order, excluded: 0 })
        .run();
    }
    return getRun(db, id);
  });
}
