import type { RunStatus } from '@evenhand/contracts';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { runs } from '../schema/index.js';
import type { Run } from '../types.js';
import { selectRuns } from './select-runs.js';

export interface RunFilter {
  status?: readonly RunStatus[];
  /** Name of the data set. */
  dataset?: string;
  model?: { name: string; version?: string };
}

/** Runs, newest first. */
export function listRuns(db: Db, { status, dataset, model }: RunFilter = {}): Run[] {
  const found = selectRuns(
    db,
    and(
      dataset === undefined ? undefined : eq(runs.datasetName, dataset),
      model && eq(runs.modelName, model.name),
      model?.version === undefined ? undefined : eq(runs.modelVersion, model.version),
    ),
  );
  return status ? found.filter((run) => status.includes(run.status)) : found;
}
