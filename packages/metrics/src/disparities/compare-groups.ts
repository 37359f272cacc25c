import type { Estimate } from '@evenhand/contracts';
import { scoreTest } from '../hypothesis/score-test.js';
import type { Interval } from '../intervals/interval.js';
import { miettinenNurminenDifferenceInterval } from '../intervals/miettinen-nurminen.js';
import { moverDifference, moverRatio } from '../intervals/mover.js';
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

/**
 * Difference a − b of a proportion of images in two disjoint groups: Miettinen–Nurminen limits and the score test. Null
 * for other metrics.
 */
export function proportionDifference(a: Measured, b: Measured, confidence: number): Difference | null {
  const [own, other] = [proportionOf(a), proportionOf(b)];
  if (!own || !other) return null;
  return {
    difference: {
      value: a.value - b.value,
      ...miettinenNurminenDifferenceInterval(own, other, { confidence }),
      n: a.n + b.n,
      method: 'miettinen-nurminen',
    },
    p: scoreTest(own, other).p,
  };
}

/**
 * Difference a − b and ratio a/b of one metric in two disjoint groups: Miettinen–Nurminen limits and the score test
 * for proportions, MOVER limits and a z-test for other metrics.
 */
export function compareGroups(a: Measured, b: Measured, critical: CriticalValues): Comparison {
  const { confidence } = critical;
  const [own, other] = [proportionOf(a), proportionOf(b)];
  const compared = proportionDifference(a, b, confidence);
  if (own && other && compared) {
    const ratio = ratioEstimate(a, b, {
      limits: miettinenNurminenRatioInterval(own, other, { confidence }),
      method: 'miettinen-nurminen',
    });
    return { difference: compared.difference, ratio, p: compared.p };
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
