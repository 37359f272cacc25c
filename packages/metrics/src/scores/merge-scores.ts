import { checkSameSpec } from '../counts/cell-space.js';
import { joinedBits } from './bins.js';
import { mergeSums } from './fixed-sum.js';
import { addBins } from './join-bins.js';
import { emptyScoreSums, type ScoreSums, type ScoreTable } from './score-table.js';

/** The table of both tables' images together. Neither argument is changed. */
export function mergeScores(a: ScoreTable, b: ScoreTable): ScoreTable {
  checkSameSpec(a.space.spec, b.space.spec);
  const images = a.images + b.images;
  const bits = joinedBits(images);
  const cells = new Map<number, ScoreSums>();
  for (const table of [a, b]) {
    for (const [key, sums] of table.cells) {
      const into = cells.get(key) ?? emptyScoreSums();
      addScoreSums(into, sums, bits - table.joinedBits);
      cells.set(key, into);
    }
  }
  return { ...a, images, joinedBits: bits, cells };
}

/** Adds the sums of `from` to `into`, two to the power of `by` bins as one. */
function addScoreSums(into: ScoreSums, from: ScoreSums, by: number): void {
  into.n += from.n;
  into.clipped += from.clipped;
  mergeSums(into.losses, from.losses);
  addAll(into.ranks, from.ranks);
  addAll(into.widthCounts, from.widthCounts);
  mergeSums(into.widthSums, from.widthSums);
  addBins(into, from, by);
}

function addAll(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) + (from[i] as number);
}
