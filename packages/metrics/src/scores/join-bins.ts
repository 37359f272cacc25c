import type { BinTable } from './bin-table.js';
import { joinedBits } from './bins.js';
import { mergeSums } from './fixed-sum.js';
import { emptyScoreSums, FINE_WIDTH, type ScoreSums, type ScoreTable } from './score-table.js';

/** Gives a table the bins that its number of images asks for. */
export function joinBins(table: ScoreTable): void {
  const by = joinedBits(table.images) - table.joinedBits;
  if (by === 0) return;
  for (const [key, sums] of table.cells) {
    const { fine, histogram } = emptyScoreSums();
    addBins({ fine, histogram }, sums, by);
    table.cells.set(key, { ...sums, fine, histogram });
  }
  table.joinedBits += by;
}

/** Adds the bins of `from`, two to the power of `by` of them as one. */
export function addBins(
  into: Pick<ScoreSums, 'fine' | 'histogram'>,
  from: Pick<ScoreSums, 'fine' | 'histogram'>,
  by: number,
): void {
  for (const slot of from.fine.taken()) {
    const at = into.fine.at(binOf(from.fine, slot) >>> by);
    const fine = into.fine.values.subarray(at, at + FINE_WIDTH);
    const own = from.fine.values.subarray(slot * FINE_WIDTH, (slot + 1) * FINE_WIDTH);
    fine[0] = (fine[0] as number) + (own[0] as number);
    fine[1] = (fine[1] as number) + (own[1] as number);
    mergeSums(fine.subarray(2), own.subarray(2));
  }
  for (const slot of from.histogram.taken()) {
    const at = into.histogram.at(binOf(from.histogram, slot) >>> by);
    const images = into.histogram.values;
    images[at] = (images[at] as number) + (from.histogram.values[slot] as number);
  }
}

function binOf(table: BinTable, slot: number): number {
  return table.slots[slot] as number;
}
