import { checkSameSpec } from '../counts/cell-space.js';
import { mergeSums } from './fixed-sum.js';
import { emptyScoreSums, FINE_WIDTH, type ScoreSums, type ScoreTable } from './score-table.js';

/** The table of both tables' images together. Neither argument is changed. */
export function mergeScores(a: ScoreTable, b: ScoreTable): ScoreTable {
  checkSameSpec(a.space.spec, b.space.spec);
  const cells = new Map<number, ScoreSums>();
  for (const table of [a, b]) {
    for (const [key, sums] of table.cells) {
      const into = cells.get(key) ?? emptyScoreSums();
      addScoreSums(into, sums);
      cells.set(key, into);
    }
  }
  return { ...a, cells };
}

/** Adds the sums of `from` to `into`. */
function addScoreSums(into: ScoreSums, from: ScoreSums): void {
  into.n += from.n;
  into.clipped += from.clipped;
  mergeSums(into.losses, from.losses);
  addAll(into.ranks, from.ranks);
  addAll(into.widthCounts, from.widthCounts);
  mergeSums(into.widthSums, from.widthSums);
  for (const [bin, place] of from.fine.sorted()) {
    const at = into.fine.at(bin);
    const fine = into.fine.values.subarray(at, at + FINE_WIDTH);
    const own = from.fine.values.subarray(place, place + FINE_WIDTH);
    fine[0] = (fine[0] as number) + (own[0] as number);
    fine[1] = (fine[1] as number) + (own[1] as number);
    mergeSums(fine.subarray(2), own.subarray(2));
  }
  for (const [bin, place] of from.histogram.sorted()) {
    const at = into.histogram.at(bin);
    const images = into.histogram.values;
    images[at] = (images[at] as number) + (from.histogram.values[place] as number);
  }
}

function addAll(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) + (from[i] as number);
}
