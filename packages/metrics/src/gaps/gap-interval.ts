import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { type Bounded, moverRatio } from '../intervals/mover.js';
import { sidakZ } from '../multiplicity/sidak.js';
import { tukeyZ } from '../multiplicity/tukey.js';
import { criticalZ } from '../numerics/normal-quantile.js';
import type { GapGroup } from './gap-group.js';

export interface GapOptions extends ConfidenceOptions {
  /**
   * Critical value for all pairwise differences at once, at half the error rate; Tukey's where left out (max-T for
   * groups of one size, a little wide for others).
   */
  simultaneousZ?: number | undefined;
}

interface Levels {
  plain: number;
  simultaneous: number;
}

function levels(groups: readonly GapGroup[], options: GapOptions): Levels {
  const confidence = options.confidence ?? 0.95;
  const simultaneous = options.simultaneousZ ?? tukeyZ((1 - confidence) / 2, groups.length);
  return { plain: criticalZ(confidence), simultaneous };
}

const bounded = (group: GapGroup, z: number): Bounded => ({ value: group.centre, ...group.limitsAt(z) });

/** Centres, and how far each group's limits lie below and above them. */
function distances(
  groups: readonly GapGroup[],
  z: number,
): { centre: Float64Array; down: Float64Array; up: Float64Array } {
  const size = groups.length;
  const found = {
    centre: new Float64Array(size),
    down: new Float64Array(size),
    up: new Float64Array(size),
  };
  for (let g = 0; g < size; g++) {
    const group = groups[g] as GapGroup;
    const { low, high } = group.limitsAt(z);
    found.centre[g] = group.centre;
    found.down[g] = group.centre - low;
    found.up[g] = high - group.centre;
  }
  return found;
}

/**
 * Hybrid interval for the gap max θ − min θ over at least two groups. The upper end is the largest upper limit of any
 * pairwise difference, unadjusted: the gap is one specific pair's, and that pair's own limit covers it
 * (intersection–union). The lower end is the largest simultaneous lower limit, at least 0. Pairs by MOVER (`moverDifference`). Null for
 * fewer than two groups. Stretched to hold the observed gap where shrunken centres would leave it out.
 */
export function gapInterval(groups: readonly GapGroup[], options: GapOptions = {}): Interval | null {
  if (groups.length < 2) return null;
  const { plain, simultaneous } = levels(groups, options);
  const [wide, narrow] = [distances(groups, simultaneous), distances(groups, plain)];
  let [low, high] = [0, 0];
  // Plain loops: an audit compares thousands of pairs. MOVER's limits, without making an object for each pair.
  for (let i = 0; i < groups.length; i++) {
    const centre = wide.centre[i] as number;
    const [down, up] = [wide.down[i] as number, narrow.up[i] as number];
    for (let j = 0; j < groups.length; j++) {
      if (i === j) continue;
      const difference = centre - (wide.centre[j] as number);
      const above = wide.up[j] as number;
      const below = narrow.down[j] as number;
      if (difference > low) low = Math.max(low, difference - Math.sqrt(down * down + above * above));
      high = Math.max(high, difference + Math.sqrt(up * up + below * below));
    }
  }
  const values = groups.map(({ value }) => value);
  const gap = Math.max(...values) - Math.min(...values);
  return { low: Math.min(low, gap), high: Math.max(high, gap) };
}

/**
 * Hybrid interval for the ratio min θ/max θ of non-negative values over at least two groups: the lower end is the
 * smallest lower limit of any pairwise ratio, unadjusted; the upper end the smallest simultaneous upper limit, at
 * most 1. Pairs by MOVER-R. Null for fewer than two groups, or where all values are 0.
 */
export function extremeRatioInterval(groups: readonly GapGroup[], options: GapOptions = {}): Interval | null {
  const values = groups.map(({ value }) => value);
  const largest = Math.max(...values);
  if (groups.length < 2 || !(largest > 0)) return null;
  const { plain, simultaneous } = levels(groups, options);
  const at = (z: number): Bounded[] =>
    groups.map((group) => {
      const { value, low, high } = bounded(group, z);
      return { value, low: Math.max(low, 0), high };
    });
  const [wide, narrow] = [at(simultaneous), at(plain)];
  let [low, high] = [1, 1];
  for (const [i, narrowI] of narrow.entries()) {
    const wideI = wide[i] as Bounded;
    for (const [j, narrowJ] of narrow.entries()) {
      if (i === j) continue;
      low = Math.min(low, moverRatio(narrowI, narrowJ).low);
      const wideJ = wide[j] as Bounded;
      // The upper limit of a pair lies above its ratio: most pairs cannot lower the end.
      if (wideI.value < wideJ.value * high) high = Math.min(high, moverRatio(wideI, wideJ).high);
    }
  }
  const ratio = Math.min(...values) / largest;
  return { low: Math.min(low, ratio), high: Math.max(high, ratio) };
}

/**
 * Hybrid interval for the value of the worst group: the smallest unadjusted lower limit, and the smallest upper limit
 * that holds for all groups at once (Šidák), each at half the error rate. Null without groups.
 */
export function worstGroupInterval(
  groups: readonly GapGroup[],
  options: ConfidenceOptions = {},
): Interval | null {
  if (groups.length === 0) return null;
  const confidence = options.confidence ?? 0.95;
  const simultaneous = sidakZ(1 - confidence, groups.length);
  const plain = criticalZ(confidence);
  const worst = Math.min(...groups.map(({ value }) => value));
  return {
    low: Math.min(worst, ...groups.map((group) => group.limitsAt(plain).low)),
    high: Math.max(worst, Math.min(...groups.map((group) => group.limitsAt(simultaneous).high))),
  };
}
