import { type DatasetManifest, UserError } from '@evenhand/contracts';
import { listDatasets, listModels, type Run, type StoredModel } from '@evenhand/db';
import { allRuns } from './all-runs';
import { database } from './database';

export interface ModelDetail {
  name: string;
  /** Registered versions, the newest first. */
  versions: StoredModel[];
  /** Finished runs by data set, the newest first. */
  runs: Map<string, Run[]>;
}

/** @throws UserError `unknown_model` */
export function modelDetail(name: string): ModelDetail {
  const db = database();
  const versions = listModels(db)
    .filter((model) => model.name === name)
    .reverse();
  const own = allRuns().filter(({ model }) => model.name === name);
  if (versions.length === 0 && own.length === 0) {
    throw new UserError({ code: 'unknown_model', message: `There is no model ${name} in this workspace.` });
  }
  const runs = new Map<string, Run[]>();
  for (const run of own) {
    if (run.status !== 'finished') continue;
    const list = runs.get(run.dataset.name);
    if (list) list.push(run);
    else runs.set(run.dataset.name, [run]);
  }
  return { name, versions, runs };
}

/** What is said of a registered data set; undefined where it has been removed. */
export function datasetManifest(name: string): DatasetManifest | undefined {
  return listDatasets(database()).find((dataset) => dataset.name === name)?.manifest;
}
