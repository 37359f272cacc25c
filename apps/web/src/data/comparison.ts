import { loadComparison } from '@evenhand/audit';
import type { ComparisonDocument } from '@evenhand/contracts';
import { sharedCache } from './cache';
import { database } from './database';
import { runResult } from './run-result';

const comparisons = sharedCache<ComparisonDocument>('comparisons', 6);

/**
 * The comparison document of a base run and its candidates on the images that all of them have predicted.
 *
 * @throws UserError `unknown_run`, `bad_comparison`, `different_datasets`, `no_shared_images`, `nothing_to_compare`
 */
export function readComparison(base: string, candidates: readonly string[]): ComparisonDocument {
  const runs = [base, ...candidates];
  const key = runs.map((id) => runResult(id).version).join();
  return comparisons.get(key, () => loadComparison(database(), { runs }));
}
