import { listDatasets } from '@evenhand/db';
import { allRuns } from './all-runs';
import { database } from './database';
import { modelList } from './model-list';

export interface Place {
  name: string;
  hint: string;
  href: string;
}

/** The newest runs go into the palette; older ones are found by the filter of the runs page. */
const RUNS = 500;

export function places(): Place[] {
  const db = database();
  const runs = allRuns()
    .slice(0, RUNS)
    .map((run) => ({
      name: `${run.model.name}@${run.model.version} on ${run.dataset.name}`,
      hint: `Run ${run.id}`,
      href: `/runs/${run.id}`,
    }));
  const models = modelList().map(({ name }) => ({
    name,
    hint: 'Model',
    href: `/models/${encodeURIComponent(name)}`,
  }));
  const datasets = listDatasets(db).map(({ name }) => ({
    name,
    hint: 'Data set',
    href: `/datasets/${encodeURIComponent(name)}`,
  }));
  return [...models, ...datasets, ...runs];
}
