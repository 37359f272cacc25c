import type { ClassComparison, Estimate, Flips, SliceFlips } from '@evenhand/contracts';
import { wilsonIntervalAt } from '../intervals/wilson.js';
import type { CriticalValues } from '../metrics/critical-values.js';
import { chiSquareSf } from '../numerics/chi-square.js';
import { bowkerTest } from '../paired/square-table.js';
import type { JointSlice } from './joint-slice.js';

/** What became of one true class's images, and of all of them. */
export interface SliceTransitions {
  flips: SliceFlips;
  pattern: ClassComparison['pattern'];
  classes: Pick<ClassComparison, 'flips' | 'pattern'>[];
}

/**
 * The four-way flip table of a group and of each of its true classes (Yan et al., "Positive-congruent training", CVPR
 * 2021), and Bowker's test of base's × candidate's class within true class, added up over the classes.
 */
export function sliceTransitions(slice: JointSlice, critical: CriticalValues): SliceTransitions {
  const { size } = slice.base.shape;
  const tables = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => new Array<number>(size).fill(0)),
  );
  for (let c = 0; c < slice.counts.length; c++) {
    const cell = slice.baseCells[c] as number;
    const row = tables[Math.floor(cell / size)]?.[cell % size];
    if (row) row[(slice.candidateCells[c] as number) % size] = slice.counts[c] as number;
  }
  const classes = tables.map((table, label) => ({
    flips: flipsOf(table, label),
    pattern: bowkerTest(table),
  }));
  const total: Flips = { bothRight: 0, fixed: 0, broken: 0, bothWrong: 0 };
  let [statistic, df, same] = [0, 0, 0];
  for (const [label, { flips, pattern }] of classes.entries()) {
    total.bothRight += flips.bothRight;
    total.fixed += flips.fixed;
    total.broken += flips.broken;
    total.bothWrong += flips.bothWrong;
    statistic += pattern.statistic;
    df += pattern.df;
    same += tables[label]?.reduce((sum, row, a) => sum + (row[a] ?? 0), 0) ?? 0;
  }
  const rate = (count: number, n: number): Estimate => share(count, n, critical);
  return {
    flips: {
      ...total,
      changed: slice.n - same,
      negativeFlipRate: rate(total.broken, slice.n),
      positiveFlipRate: rate(total.fixed, slice.n),
      brokenAmongRight: rate(total.broken, total.bothRight + total.broken),
    },
    pattern: { statistic, df, p: df === 0 ? null : chiSquareSf(statistic, df) },
    classes,
  };
}

/** Of the images of true class `label`: rows = base's class, columns = candidate's. */
function flipsOf(table: readonly (readonly number[])[], label: number): Flips {
  const flips: Flips = { bothRight: 0, fixed: 0, broken: 0, bothWrong: 0 };
  for (const [a, row] of table.entries()) {
    for (const [b, n] of row.entries()) {
      if (a === label) flips[b === label ? 'bothRight' : 'broken'] += n;
      else flips[b === label ? 'fixed' : 'bothWrong'] += n;
    }
  }
  return flips;
}

function share(count: number, n: number, { z }: CriticalValues): Estimate {
  if (n === 0) return { value: null, low: null, high: null, n, method: 'wilson', reason: 'no_samples' };
  return { value: count / n, ...wilsonIntervalAt(count, n, z), n, method: 'wilson' };
}
