import { UserError } from '@evenhand/contracts';
import { desc, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { datasets, runs, samples } from '../schema/index.js';
import { write } from '../write.js';
import { datasetRow } from './dataset-row.js';

/**
 * Forgets a data set and its samples (never its files). Runs refer to the samples: while there are any, this is
 * refused, unless `force` says to delete them too. Returns how many runs that were.
 *
 * @throws UserError `unknown_dataset`, `dataset_in_use` (names the runs)
 */
export function deleteDataset(db: Db, { name, force = false }: { name: string; force?: boolean }): number {
  return write(db, () => {
    const { id } = datasetRow(db, name);
    const using = db
      .select({ id: runs.id })
      .from(runs)
      .where(eq(runs.datasetId, id))
      .orderBy(desc(runs.number))
      .all();
    if (using.length > 0 && !force) {
      const named = using.slice(0, 5).map((run) => run.id);
      const more = using.length > named.length ? ` and ${using.length - named.length} more` : '';
      throw new UserError({
        code: 'dataset_in_use',
        message: `The data set ${name} is used by ${using.length} ${using.length === 1 ? 'run' : 'runs'}: ${named.join(', ')}${more}.`,
        hint: `Delete these runs first (evenhand delete RUN), or all at once: evenhand dataset remove ${name} --force`,
      });
    }
    db.delete(runs).where(eq(runs.datasetId, id)).run();
    // Before their label sets, each of which would look through all samples for its own.
    db.delete(samples).where(eq(samples.datasetId, id)).run();
    db.delete(datasets).where(eq(datasets.id, id)).run();
    return using.length;
  });
}
