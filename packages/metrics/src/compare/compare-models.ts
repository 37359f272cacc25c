import type { Omnibus } from '@evenhand/contracts';
import { holmAdjusted } from '../multiplicity/adjust.js';
import { cochranQTest } from '../paired/cochran-q.js';
import { mcnemarTest } from '../paired/mcnemar.js';

/**
 * Are several models right equally often on the same images? Cochran's Q over all of them, and each candidate against
 * the base by McNemar's mid-p with Holm's adjustment. `patterns`: which runs were right, as bits (base 1, first
 * candidate 2, …) → images.
 */
export function compareModels(
  task: string,
  candidates: readonly string[],
  patterns: ReadonlyMap<number, number>,
): Omnibus {
  const right = (bits: number, run: number): boolean => ((bits >> run) & 1) === 1;
  const runs = [0, ...candidates.map((_, index) => index + 1)];
  const p = candidates.map((_, index) => {
    let [fixed, broken] = [0, 0];
    for (const [bits, n] of patterns) {
      const [before, after] = [right(bits, 0), right(bits, index + 1)];
      if (after && !before) fixed += n;
      if (before && !after) broken += n;
    }
    return mcnemarTest({ fixed, broken }).midP;
  });
  const adjusted = holmAdjusted(p);
  const counts = [...patterns].map(([bits, count]) => ({
    correct: runs.map((run) => right(bits, run)),
    count,
  }));
  return {
    task,
    n: counts.reduce((sum, { count }) => sum + count, 0),
    cochran: cochranQTest(counts),
    pairs: candidates.map((candidate, index) => ({
      candidate,
      p: p[index] ?? 1,
      adjustedP: adjusted[index] ?? 1,
    })),
  };
}
