import type { GapGroup } from '../gaps/gap-group.js';
import { gapInterval } from '../gaps/gap-interval.js';
import type { ConfidenceOptions, Interval } from '../intervals/interval.js';
import { tukeyZ } from '../multiplicity/tukey.js';
import { normalQuantile } from '../numerics/normal-quantile.js';

/** One group under two models: both values with their limits, and the paired change with its standard error. */
export interface PairedGapGroup {
  base: GapGroup;
  candidate: GapGroup;
  change: number;
  error: number;
}

export interface GapChange extends Interval {
  /** `hybrid`: from both gaps' own intervals. `two-step`: from the changes of the pairs that may be the extremes. */
  method: 'hybrid' | 'two-step';
}

/** Share of its error rate that the two-step interval spends on finding each model's possible extremes. */
const SEARCH_SHARE = 0.1;

/**
 * Interval for the change of the gap max θ − min θ between two models on the same images, over at least two groups:
 * the shorter of two intervals that are each valid at half the error rate. The bootstrap is not: near ties it covers
 * the truth in as little as 30 % of cases. Null for fewer than two groups; stretched to hold the observed change.
 */
export function gapChangeInterval(
  groups: readonly PairedGapGroup[],
  options: ConfidenceOptions = {},
): GapChange | null {
  const half = (1 - (options.confidence ?? 0.95)) / 2;
  const hybrid = hybridInterval(groups, half);
  const twoStep = twoStepInterval(groups, half);
  if (!hybrid || !twoStep) return null;
  const isHybrid = hybrid.high - hybrid.low <= twoStep.high - twoStep.low;
  const { low, high } = isHybrid ? hybrid : twoStep;
  const change = gapOf(groups.map(({ candidate }) => candidate)) - gapOf(groups.map(({ base }) => base));
  return {
    low: Math.min(low, change),
    high: Math.max(high, change),
    method: isHybrid ? 'hybrid' : 'two-step',
  };
}

function gapOf(groups: readonly GapGroup[]): number {
  const values = groups.map(({ value }) => value);
  return Math.max(...values) - Math.min(...values);
}

/** [L_candidate − U_base, U_candidate − L_base] from the two gaps' intervals, each at half of `alpha`. */
function hybridInterval(groups: readonly PairedGapGroup[], alpha: number): Interval | null {
  const options = { confidence: 1 - alpha / 2 };
  const before = gapInterval(
    groups.map(({ base }) => base),
    options,
  );
  const after = gapInterval(
    groups.map(({ candidate }) => candidate),
    options,
  );
  return before && after && { low: after.low - before.high, high: after.high - before.low };
}

/**
 * The candidate's gap is the difference of its best and its worst group; under the base these two are at most one gap
 * apart. So the change is at most the change of that pair's difference, and, by the same reasoning with the base's
 * best and worst group, at least that pair's. Which groups they are is not known: the limits are the extremes over
 * all pairs that may be them.
 */
function twoStepInterval(groups: readonly PairedGapGroup[], alpha: number): Interval | null {
  if (groups.length < 2) return null;
  const search = SEARCH_SHARE * alpha;
  const z = -normalQuantile((alpha - 2 * search) / 2);
  const critical = tukeyZ(search, groups.length);
  const limit = (sign: 1 | -1, pairs: { highest: number[]; lowest: number[] }): number => {
    let extreme = -Infinity;
    for (const i of pairs.highest) {
      for (const j of pairs.lowest) {
        const [a, b] = [groups[i], groups[j]];
        if (i === j || !a || !b) continue;
        extreme = Math.max(extreme, sign * (a.change - b.change) + z * Math.hypot(a.error, b.error));
      }
    }
    return sign * extreme;
  };
  return {
    low: limit(
      -1,
      possibleExtremes(
        groups.map(({ base }) => base),
        critical,
      ),
    ),
    high: limit(
      1,
      possibleExtremes(
        groups.map(({ candidate }) => candidate),
        critical,
      ),
    ),
  };
}

/** The groups that no other is certainly above, and those that none is certainly below, by pairwise limits at `z`. */
function possibleExtremes(groups: readonly GapGroup[], z: number): { highest: number[]; lowest: number[] } {
  const bounded = groups.map((group) => ({ value: group.centre, ...group.limitsAt(z) }));
  const isHighest = bounded.map(() => true);
  const isLowest = bounded.map(() => true);
  for (const [i, a] of bounded.entries()) {
    for (const [j, b] of bounded.entries()) {
      // The lower MOVER limit of a − b is positive.
      const isAbove =
        a.value > b.value && (a.value - b.value) ** 2 > (a.value - a.low) ** 2 + (b.high - b.value) ** 2;
      if (isAbove) [isHighest[j], isLowest[i]] = [false, false];
    }
  }
  const places = bounded.map((_, place) => place);
  return {
    highest: places.filter((place) => isHighest[place]),
    lowest: places.filter((place) => isLowest[place]),
  };
}
