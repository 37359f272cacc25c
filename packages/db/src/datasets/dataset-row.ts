import { UserError } from '@evenhand/contracts';
import { asc, eq } from 'drizzle-orm';
import type { Db } from '../database.js';
import { datasets } from '../schema/index.js';

/** The row with its internal id. @throws UserError `unknown_dataset`, with the data sets that there are */
export function datasetRow(db: Db, name: string): typeof datasets.$inferSelect {
  const row = db.select().from(datasets).where(eq(datasets.name, name)).get();
  if (row) return row;
  const known = db.select({ name: datasets.name }).from(datasets).orderBy(asc(datasets.name)).all();
  throw new UserError({
    code: 'unknown_dataset',
    message: `There is no data set ${name} in this workspace.`,
    hint:
      known.length > 0
        ? `There are: ${known.map((dataset) => dataset.name).join(', ')}`
        : 'Register one: evenhand dataset add SOURCE --name NAME',
  });
}
