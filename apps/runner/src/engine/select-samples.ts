import type { RunOptions } from '@evenhand/contracts';
import { UserError } from '@evenhand/contracts';
import { filterSamples } from '@evenhand/dataset';
import { type Db, type IndexedSample, readSamples } from '@evenhand/db';

/** The samples that a run is about: those that satisfy `where`, the first `limit` of them. */
export function selectSamples(
  db: Db,
  dataset: string,
  options: Pick<RunOptions, 'where' | 'limit'>,
): IndexedSample[] {
  const all = [...readSamples(db, dataset)];
  const wanted = filterSamples(all, options.where);
  if (wanted.length === 0) {
    throw new UserError({
      code: 'no_samples',
      message: `No image of ${dataset} satisfies --where ${JSON.stringify(options.where)}.`,
      hint: `evenhand dataset show ${dataset} lists how many images each label has.`,
    });
  }
  return options.limit === null ? wanted : wanted.slice(0, options.limit);
}
