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
  return comparisons.get(keyOf(runs), () => loadComparison(database(), { runs }));
}

/**
 * Whether the comparison was read before; else it takes seconds.
 *
 * @throws UserError `unknown_run`
 */
export function isComparisonReady(base: string, candidates: readonly string[]): boolean {
  return comparisons.has(keyOf([base, ...candidates]));
}

function keyOf(runs: readonly string[]): string {
  return runs.map((id) => runResult(id).version).join();
}
