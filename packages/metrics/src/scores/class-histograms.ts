import { type BinEntries, BinSums } from './bin-sums.js';
import { LOGIT_BINS } from './bins.js';
import type { ScoreSums, ScoreTable } from './score-table.js';

/** What the AUROC of any group needs of a score table. */
export interface ClassHistograms {
  /** The attribute that is the task's own label, if any: groups by it have no AUROC, which needs several classes. */
  attribute: string | undefined;
  /** Bins of a class's score. */
  bins: number;
  /** Base cells that differ in nothing but the task's own label are together, under the number of one of them. */
  cells: { cell: number; entries: BinEntries }[];
  /** Empty, for adding up: large, and so not made anew for each grouping. */
  sums: BinSums;
}

/** Entries are by class·bins + bin of that class's score: images of the class, images of the other classes. */
export function classHistograms(table: ScoreTable, attribute: string | undefined): ClassHistograms {
  const classes = table.space.spec.labels.length;
  const bins = LOGIT_BINS >>> table.joinedBits;
  const sums = new BinSums(classes * bins, 2);
  const cells = Array.from(cellsTogether(table, attribute), ([cell, members]) => {
    for (const [truth, { histogram }] of members) {
      const { slots, values } = histogram;
      for (const slot of histogram.taken()) {
        const bin = slots[slot] as number;
        const isOwn = bin >= truth * bins && bin < (truth + 1) * bins;
        sums.add(bin, isOwn ? 0 : 1, values[slot] as number);
      }
    }
    return { cell, entries: sums.take() };
  });
  return { attribute, bins, cells, sums };
}

function cellsTogether(
  { space, cells }: ScoreTable,
  attribute: string | undefined,
): Map<number, [truth: number, sums: ScoreSums][]> {
  const { attributes, labels } = space.spec;
  const own = attributes.findIndex(({ name }) => name === attribute);
  const stride = space.strides[own] ?? 1;
  const size = attributes[own] ? attributes[own].labels.length + 1 : 1;
  const together = new Map<number, [number, ScoreSums][]>();
  for (const [key, sums] of cells) {
    const cell = Math.floor(key / labels.length);
    const first = cell - (Math.floor(cell / stride) % size) * stride;
    const members = together.get(first) ?? [];
    together.set(first, members);
    members.push([key % labels.length, sums]);
  }
  return together;
}
