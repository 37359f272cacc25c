import type { Estimate } from '@evenhand/contracts';
import { scoreTest } from '../hypothesis/score-test.js';
import type { Interval } from '../intervals/interval.js';
import { miettinenNurminenDifferenceInterval } from '../intervals/miettinen-nurminen.js';
import { moverDifference, moverRatio } from '../intervals/mover.js';
import type { Proportion } from '../intervals/proportion.js';
import { miettinenNurminenRatioInterval } from '../intervals/ratio.js';
import type { CriticalValues } from '../metrics/critical-values.js';
import { limitsOf, type Measured } from '../metrics/measurement.js';
import { normalSf } from '../numerics/normal-cdf.js';
import { proportionOf } from './compared-group.js';

export interface Difference {
  difference: Estimate;
  /** Two-sided p-value of no difference; null without standard errors. */
  p: number | null;
}

/** One group against another, or against all the others. */
export interface Comparison extends Difference {
  ratio: Estimate;
}

/** A proportion of images in one of two disjoint groups; `proportion` is `proportionOf(measured)`. */
interface GroupProportion {
  measured: Measured;
  proportion: Proportion;
}

/** Difference a − b of two proportions: Miettinen–Nurminen limits and the score test. */
export function proportionDifference(a: GroupProportion, b: GroupProportion, confidence: number): Difference {
  return {
    difference: {
      value: a.measured.value - b.measured.value,
      ...miettinenNurminenDifferenceInterval(a.proportion, b.proportion, { confidence }),
      n: a.measured.n + b.measured.n,
      method: 'miettinen-nurminen',
    },
    p: scoreTest(a.proportion, b.proportion).p,
  };
}

/**
 * Difference a − b and ratio a/b of one metric in two disjoint groups: Miettinen–Nurminen limits and the score test
 * for proportions, MOVER limits and a z-test for other metrics.
 */
export function compareGroups(a: Measured, b: Measured, critical: CriticalValues): Comparison {
  const { confidence } = critical;
  const [own, other] = [proportionOf(a), proportionOf(b)];
  if (own && other) {
    const { difference, p } = proportionDifference(
      { measured: a, proportion: own },
      { measured: b, proportion: other },
      confidence,
    );
    const ratio = ratioEstimate(a, b, {
      limits: miettinenNurminenRatioInterval(own, other, { confidence }),
      method: 'miettinen-nurminen',
    });
    return { difference, ratio, p };
  }
  const [limitsA, limitsB] = [limitsOf(a, critical), limitsOf(b, critical)];
  const n = a.n + b.n;
  const method = 'mover';
  if (!limitsA || !limitsB || a.error === null || b.error === null) {
    const difference = { value: a.value - b.value, low: null, high: null, n, method };
    return { difference, ratio: ratioEstimate(a, b, { limits: null, method }), p: null };
  }
  const [boundedA, boundedB] = [
    { value: a.value, ...limitsA },
    { value: b.value, ...limitsB },
  ];
  const z = Math.abs(a.centre - b.centre) / Math.hypot(a.error, b.error);
  return {
    difference: { value: a.value - b.value, ...moverDifference(boundedA, boundedB), n, method },
    ratio: ratioEstimate(a, b, { limits: moverRatio(boundedA, boundedB), method }),
    p: 2 * normalSf(z),
  };
}

/** Null for signed metrics, and where the reference is 0. An infinite limit is null. */
function ratioEstimate(
  a: Measured,
  b: Measured,
  { limits, method }: { limits: Interval | null; method: string },
): Estimate {
  const n = a.n + b.n;
  if (a.range[0] < 0 || !(b.value > 0)) {
    return { value: null, low: null, high: null, n, method, reason: 'degenerate' };
  }
  const high = limits && Number.isFinite(limits.high) ? limits.high : null;
  return { value: a.value / b.value, low: limits?.low ?? null, high, n, method };
}
