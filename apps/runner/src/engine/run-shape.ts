import { runOptions } from '@evenhand/contracts';
import { type Db, getDataset, type Run } from '@evenhand/db';
import type { RunShape } from '@evenhand/metrics';

/** What a stored run is counted by: its tasks with their truth, and the data set's attributes. */
export function runShape(db: Db, run: Run): RunShape {
  const { truths } = runOptions.parse(run.options);
  return {
    attributes: getDataset(db, run.dataset.name).manifest.attributes,
    tasks: run.tasks.map(({ name, kind, labels, order }) => ({
      name,
      kind,
      labels,
      order,
      attribute: truths[name]?.attribute ?? null,
    })),
  };
}
