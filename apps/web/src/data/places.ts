import { listRuns } from '@evenhand/db';
import { database } from './database';

export interface Place {
  name: string;
  hint: string;
  href: string;
}

/** The newest runs go into the palette; older ones are found by the filter of the runs page. */
const RUNS = 500;

export function places(): Place[] {
  return listRuns(database())
    .slice(0, RUNS)
    .map((run) => ({
      name: `${run.model.name}@${run.model.version} on ${run.dataset.name}`,
      hint: `Run ${run.id}`,
      href: `/runs/${run.id}`,
    }));
}
