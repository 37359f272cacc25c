import type { Proportion } from '../intervals/proportion.js';
import { binomialPmf } from '../numerics/binomial.js';
import { normalCdf } from '../numerics/normal-cdf.js';

/** The gap between groups that noise alone would show. */
export interface FairGap {
  /** Mean of max − min over groups with one common true value. */
  expected: number;
  /** Its 95th percentile. */
  p95: number;
  /** Probability of a gap at least as large as the observed one; not below 1e-12. */
  p: number;
}

const CELLS = 1024;
const SMALLEST_P = 1e-12;
/** The grid reaches this many standard deviations of the noisiest group. */
const REACH = 8.5;

/** Distribution functions of all groups on one grid: value of group g at point i is `values[i·groups + g]`. */
interface Grid {
  low: number;
  step: number;
  groups: number;
  values: Float64Array;
}

/** Π over groups of F_g(point j) − F_g(point i): all groups between two points. */
function allBetween({ groups, values }: Grid, i: number, j: number): number {
  let product = 1;
  for (let g = 0; g < groups && product > 0; g++) {
    product *= (values[j * groups + g] as number) - (values[i * groups + g] as number);
  }
  return product;
}

/** P(largest and smallest value lie at most `cells` − 1 grid cells apart). */
function withinCells(grid: Grid, cells: number): number {
  let sum = 0;
  for (let i = 0; i < CELLS; i++) {
    const end = Math.min(i + cells, CELLS);
    sum += allBetween(grid, i, end) - (i + 1 < end ? allBetween(grid, i + 1, end) : 0);
  }
  return Math.min(sum, 1);
}

/** E max − E min by integrating the distribution functions of the extremes. */
function expectedRange(grid: Grid): number {
  const { groups, values, step } = grid;
  let sum = 0;
  for (let i = 0; i <= CELLS; i++) {
    let [all, none] = [1, 1];
    for (let g = 0; g < groups; g++) {
      const value = values[i * groups + g] as number;
      all *= value;
      none *= 1 - value;
    }
    // P(min ≤ t) − P(max ≤ t).
    sum += (1 - none - all) * (i === 0 || i === CELLS ? 0.5 : 1);
  }
  return sum * step;
}

function summarise(grid: Grid, observed: number): FairGap {
  // Two values in cells d apart differ by more than (d − 1) and less than (d + 1) steps: ties count as exceeding.
  const cells = Math.min(Math.floor(observed / grid.step), CELLS);
  const p = cells <= 0 ? 1 : Math.max(1 - withinCells(grid, cells), SMALLEST_P);
  let [low, high] = [0, CELLS];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (withinCells(grid, middle) < 0.95) low = middle;
    else high = middle;
  }
  return { expected: expectedRange(grid), p95: low * grid.step, p };
}

function makeGrid(
  range: { low: number; high: number },
  distributions: readonly ((t: number) => number)[],
): Grid {
  const groups = distributions.length;
  // Points lie just above the lattice of rates, so that each value belongs to one side for certain.
  const step = ((range.high - range.low) / CELLS) * (1 + 1e-6);
  const low = range.low - step * 1e-3;
  const values = new Float64Array((CELLS + 1) * groups);
  for (let i = 0; i <= CELLS; i++) {
    for (const [g, distribution] of distributions.entries())
      values[i * groups + g] = distribution(low + i * step);
  }
  return { low, step, groups, values };
}

/** P(X ≤ k) of Binomial(n, rate) for all k at once, from the mode outwards. */
function binomialDistribution(n: number, rate: number): (t: number) => number {
  const mode = Math.min(Math.floor((n + 1) * rate), n);
  const atMode = binomialPmf(mode, n, rate);
  const odds = rate / (1 - rate);
  const below: number[] = [];
  for (let k = mode, mass = atMode; k >= 0 && mass > 1e-18 * atMode; k--) {
    below.push(mass);
    mass *= k / ((n - k + 1) * odds);
  }
  const first = mode - below.length + 1;
  const masses = below.reverse();
  for (let k = mode + 1, mass = atMode; k <= n; k++) {
    mass *= ((n - k + 1) * odds) / k;
    if (!(mass > 1e-18 * atMode)) break;
    masses.push(mass);
  }
  let sum = 0;
  const cumulative = masses.map((mass) => {
    sum += mass;
    return sum;
  });
  return (t) => {
    const place = Math.floor(t * n) - first;
    if (place < 0) return 0;
    return place >= cumulative.length ? 1 : Math.min((cumulative[place] ?? sum) / sum, 1);
  };
}

/**
 * The gap max − min of rates that perfectly fair groups of these sizes would show, all having the pooled rate:
 * binomial counts, by numerical integration instead of simulation, so that it needs no seed. Accurate to about 1 % of
 * the noise; empty groups are left out. Null for fewer than two groups.
 */
export function fairGap(groups: readonly Proportion[]): FairGap | null {
  const used = groups.filter(({ n }) => n > 0);
  if (used.length < 2) return null;
  const n = used.reduce((sum, group) => sum + group.n, 0);
  const rate = used.reduce((sum, group) => sum + group.count, 0) / n;
  // Nothing varies: every fair group would show the same.
  if (rate === 0 || rate === 1) return { expected: 0, p95: 0, p: 1 };
  const smallest = Math.min(...used.map((group) => group.n));
  // A tail reaches further than the normal's in counts near 0: a few images more on each side.
  const reach = REACH * Math.sqrt((rate * (1 - rate)) / smallest) + 20 / smallest;
  const rates = used.map((group) => group.count / group.n);
  const grid = makeGrid(
    { low: Math.max(rate - reach, 0), high: Math.min(rate + reach, 1) },
    used.map((group) => binomialDistribution(group.n, rate)),
  );
  return summarise(grid, Math.max(...rates) - Math.min(...rates));
}

/**
 * The same for any metric with a standard error, by normal noise around a common value. `values` and `errors` are in
 * one order, errors positive; null for fewer than two groups.
 */
export function normalFairGap(values: readonly number[], errors: readonly number[]): FairGap | null {
  if (values.length < 2) return null;
  const reach = REACH * Math.max(...errors);
  const grid = makeGrid(
    { low: -reach, high: reach },
    errors.map((error) => (t: number) => normalCdf(t / error)),
  );
  return summarise(grid, Math.max(...values) - Math.min(...values));
}
