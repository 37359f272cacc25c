import type { MetricEntry } from '../audit/measure-slice.js';
import type { GroupingCells } from '../groupings/grouping-cells.js';
import { type ChangeMember, isFindingMetric } from './change-findings.js';
import { TINY } from './compare-slice.js';
import type { JointTable } from './joint-table.js';
import { proportionChange } from './measure-change.js';
import type { PairedSuccesses } from './paired-proportion.js';

/**
 * Which of two models were right about how many images, cell by cell and class by class: all that changes of accuracy
 * and of recall are made of, and some hundred times smaller than the matrices of all groups.
 */
export interface OutcomeTable {
  /** Classes of the task. */
  size: number;
  /** Per entry its base cell, 4·true class + outcome, and its images. Outcomes: base right 1, candidate right 2. */
  cells: Float64Array;
  outcomes: Uint32Array;
  counts: Float64Array;
}

const OUTCOMES = 4;

export function outcomeTable({ space, entries }: JointTable): OutcomeTable {
  const size = space.spec.labels.length;
  const sums = new Map<number, number>();
  for (const [key, n] of entries) {
    const pair = Math.floor(key / size);
    const row = Math.floor(pair / size);
    const truth = row % size;
    const right = (pair - row * size === truth ? 1 : 0) + (key - pair * size === truth ? 2 : 0);
    const at = OUTCOMES * row + right;
    sums.set(at, (sums.get(at) ?? 0) + n);
  }
  const keys = Float64Array.from(sums.keys());
  const block = OUTCOMES * size;
  return {
    size,
    cells: keys.map((key) => Math.floor(key / block)),
    outcomes: Uint32Array.from(keys, (key) => key % block),
    counts: Float64Array.from(sums.values()),
  };
}

/** The changes of accuracy and recall in the groups of a grouping, which have more than a few images. */
export function outcomeChanges(
  { size, cells, outcomes, counts }: OutcomeTable,
  { groups, groupOf }: GroupingCells,
  entries: readonly MetricEntry[],
): ChangeMember[] {
  const block = OUTCOMES * size;
  const sums = new Float64Array(groups.length * block);
  for (let entry = 0; entry < cells.length; entry++) {
    const group = groupOf(cells[entry] as number);
    if (group < 0) continue;
    const at = group * block + (outcomes[entry] as number);
    sums[at] = (sums[at] as number) + (counts[entry] as number);
  }
  const measured = entries.filter(isFindingMetric);
  return groups.flatMap((group, place) => {
    const own = sums.subarray(place * block, (place + 1) * block);
    return measured.flatMap((entry): ChangeMember[] => {
      // Recall is the accuracy inside one true class.
      const { label } = entry;
      const images = label < 0 ? own : own.subarray(OUTCOMES * label, OUTCOMES * (label + 1));
      const successes = countSuccesses(images);
      if (successes.n < TINY) return [];
      return [{ group, entry, change: proportionChange(successes, entry.metric.range) }];
    });
  });
}

function countSuccesses(outcomes: Float64Array): PairedSuccesses {
  let [wrong, broken, fixed, right] = [0, 0, 0, 0];
  for (let at = 0; at < outcomes.length; at += OUTCOMES) {
    wrong += outcomes[at] as number;
    broken += outcomes[at + 1] as number;
    fixed += outcomes[at + 2] as number;
    right += outcomes[at + 3] as number;
  }
  return { n: wrong + broken + fixed + right, base: right + broken, fixed, broken };
}
