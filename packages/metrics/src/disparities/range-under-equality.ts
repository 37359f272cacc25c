import { normalCdf, normalPdf } from '../numerics/normal-cdf.js';

/** Distribution of the gap max − min over independent groups that are all treated alike. */
export interface RangeDistribution {
  /** E[max − min]: the gap that noise alone makes. */
  expected: number;
  /** P(max − min ≥ gap). */
  tail: (gap: number) => number;
}

/** Probabilities below this are not worth following into the tails. */
const NEGLIGIBLE = 1e-10;
/** Two gaps of counts that differ by less are the same gap. */
const TIE = 1e-10;

/** Distinct values that some group's rate may take, in order, with the group's distribution function there. */
interface Steps {
  x: Float64Array;
  group: Uint16Array;
  cdf: Float64Array;
}

/**
 * Exact distribution of the range of independent binomial proportions X_g ~ Bin(n_g, rate)/n_g, or of a rising function
 * of them: E = ∫ [1 − Π F_g − Π (1 − F_g)] dx and P(range < r) = Σ_m [Π P(m ≤ X_g < m+r) − Π P(m < X_g < m+r)] over the
 * values m of the minimum. It is what simulated draws converge to, without their noise and faster: cost
 * O(S log G) for S ≈ Σ 16·√(n_g·rate·(1−rate)) steps.
 */
export function binomialRange(
  sizes: readonly number[],
  rate: number,
  transform: (rate: number) => number = (own) => own,
): RangeDistribution {
  if (sizes.length < 2 || rate <= 0 || rate >= 1) return { expected: 0, tail: () => 1 };
  const steps = merged(sizes.map((n, group) => binomialSteps(n, rate, group)));
  steps.x = steps.x.map(transform);
  return {
    expected: expectedRange(steps, sizes.length),
    tail: (gap) => tail(steps, sizes.length, gap),
  };
}

/** Values and distribution function of Bin(n, rate)/n by recursion from the mode, tails cut. */
function binomialSteps(n: number, rate: number, group: number): Steps {
  const odds = rate / (1 - rate);
  const mode = Math.min(n, Math.floor((n + 1) * rate));
  let first = mode;
  for (let weight = 1; first > 0 && weight > NEGLIGIBLE; first--) weight *= first / ((n - first + 1) * odds);
  let last = mode;
  for (let weight = 1; last < n && weight > NEGLIGIBLE; last++) weight *= ((n - last) / (last + 1)) * odds;
  const length = last - first + 1;
  const x = new Float64Array(length);
  const cdf = new Float64Array(length);
  cdf[mode - first] = 1;
  for (let k = mode; k > first; k--) {
    cdf[k - 1 - first] = ((cdf[k - first] as number) * k) / ((n - k + 1) * odds);
  }
  for (let k = mode; k < last; k++) {
    cdf[k + 1 - first] = (((cdf[k - first] as number) * (n - k)) / (k + 1)) * odds;
  }
  let total = 0;
  for (let at = 0; at < length; at++) {
    total += cdf[at] as number;
    cdf[at] = total;
    x[at] = (first + at) / n;
  }
  for (let at = 0; at < length; at++) cdf[at] = (cdf[at] as number) / total;
  return { x, group: new Uint16Array(length).fill(group), cdf };
}

/** Merges sorted runs pairwise. */
function merged(runs: Steps[]): Steps {
  let level = runs;
  while (level.length > 1) {
    const next: Steps[] = [];
    for (let index = 0; index < level.length; index += 2) {
      const [a, b] = [level[index] as Steps, level[index + 1]];
      next.push(b ? mergeTwo(a, b) : a);
    }
    level = next;
  }
  return level[0] as Steps;
}

function mergeTwo(a: Steps, b: Steps): Steps {
  const length = a.x.length + b.x.length;
  const out: Steps = {
    x: new Float64Array(length),
    group: new Uint16Array(length),
    cdf: new Float64Array(length),
  };
  for (let at = 0, i = 0, j = 0; at < length; at++) {
    const left = j >= b.x.length || (i < a.x.length && (a.x[i] as number) <= (b.x[j] as number));
    const from = left ? a : b;
    const index = left ? i++ : j++;
    out.x[at] = from.x[index] as number;
    out.group[at] = from.group[index] as number;
    out.cdf[at] = from.cdf[index] as number;
  }
  return out;
}

/**
 * A product of factors that change one at a time, as a binary tree of partial products: an update multiplies along
 * one branch, never divides, and so survives factors of 0 and partial products that underflow.
 */
class ProductTree {
  readonly #nodes: Float64Array;
  readonly #leaves: number;

  constructor(factors: number, start: number) {
    this.#leaves = 2 ** Math.ceil(Math.log2(factors));
    this.#nodes = new Float64Array(2 * this.#leaves).fill(1);
    for (let index = 0; index < factors; index++) this.set(index, start);
  }

  /** Replaces a factor; returns the product. */
  set(index: number, factor: number): number {
    const nodes = this.#nodes;
    let node = this.#leaves + index;
    nodes[node] = factor;
    for (node >>= 1; node >= 1; node >>= 1) {
      nodes[node] = (nodes[2 * node] as number) * (nodes[2 * node + 1] as number);
    }
    return nodes[1] as number;
  }

  get product(): number {
    return this.#nodes[1] as number;
  }
}

function expectedRange({ x, group, cdf }: Steps, groups: number): number {
  const below = new ProductTree(groups, 0);
  const above = new ProductTree(groups, 1);
  let sum = 0;
  for (let at = 0; at + 1 < x.length; at++) {
    const g = group[at] as number;
    const f = cdf[at] as number;
    const outside = below.set(g, f) + above.set(g, 1 - f);
    sum += ((x[at + 1] as number) - (x[at] as number)) * (1 - outside);
  }
  return sum;
}

function tail({ x, group, cdf }: Steps, groups: number, gap: number): number {
  const window = new ProductTree(groups, 0);
  const upper = new Float64Array(groups);
  const lower = new Float64Array(groups);
  let top = 0;
  let inside = 0;
  let at = 0;
  while (at < x.length) {
    const m = x[at] as number;
    while (top < x.length && (x[top] as number) < m + gap - TIE) {
      const g = group[top] as number;
      upper[g] = cdf[top] as number;
      window.set(g, (upper[g] as number) - (lower[g] as number));
      top++;
    }
    const from = window.product;
    for (; at < x.length && (x[at] as number) <= m; at++) {
      const g = group[at] as number;
      lower[g] = cdf[at] as number;
      // With a gap of 0 the window is empty and the lower end overtakes the upper one.
      window.set(g, Math.max(0, (upper[g] as number) - (lower[g] as number)));
    }
    inside += from - window.product;
  }
  return Math.min(1, Math.max(0, 1 - inside));
}

/** A group under the null hypothesis: centre and standard error of its estimate. */
export interface NormalGroup {
  centre: number;
  error: number;
}

/**
 * Trapezoid rule: with smooth ends that fall off it converges faster than any power of the step, which is a part of
 * the smallest standard error. Very unequal groups get a coarser one: nobody reads more than three digits.
 */
const STEP = 0.45;
const MAX_NODES = 240;
const REACH = 6.5;

/**
 * The same for independent normal estimates X_g ~ N(centre_g, error_g²):
 * P(range < r) = ∫ Σ_g f_g(x) Π_{h≠g} [F_h(x+r) − F_h(x)] dx. The distribution functions are computed once, on nodes
 * of which `observed` is a whole number of steps; the tail is for that gap in the main.
 */
export function normalRange(groups: readonly NormalGroup[], observed: number): RangeDistribution {
  if (groups.length < 2 || groups.some(({ error }) => !(error > 0))) {
    const centres = groups.map(({ centre }) => centre);
    const expected = groups.length > 1 ? Math.max(...centres) - Math.min(...centres) : 0;
    return { expected, tail: (gap) => (gap > expected + TIE ? 0 : 1) };
  }
  const grid = normalGrid(groups, observed);
  return {
    expected: expectedNormalRange(grid),
    tail: (gap) => normalTail(gap === observed ? grid : normalGrid(groups, gap)),
  };
}

interface NormalGrid {
  groups: number;
  nodes: number;
  step: number;
  /** Steps that make up the gap. */
  shift: number;
  /** Distribution function and density of group g at node i, at i·groups + g. */
  cdf: Float64Array;
  pdf: Float64Array;
}

function normalGrid(groups: readonly NormalGroup[], gap: number): NormalGrid {
  const low = Math.min(...groups.map(({ centre, error }) => centre - REACH * error));
  const high = Math.max(...groups.map(({ centre, error }) => centre + REACH * error));
  const finest = STEP * Math.min(...groups.map(({ error }) => error));
  const wanted = Math.max(finest, (high - low) / MAX_NODES);
  const shift = Math.max(1, Math.ceil(gap / wanted));
  // A gap of next to nothing must not make a grid of next to nothing.
  const step = gap > 0.05 * wanted ? gap / shift : wanted;
  const nodes = Math.ceil((high - low) / step) + 1;
  const cdf = new Float64Array(nodes * groups.length);
  const pdf = new Float64Array(nodes * groups.length);
  for (let node = 0, at = 0; node < nodes; node++) {
    const x = low + node * step;
    for (const { centre, error } of groups) {
      const z = (x - centre) / error;
      cdf[at] = normalCdf(z);
      pdf[at++] = normalPdf(z) / error;
    }
  }
  return { groups: groups.length, nodes, step, shift: gap > 0.05 * wanted ? shift : 0, cdf, pdf };
}

function expectedNormalRange({ groups, nodes, step, cdf }: NormalGrid): number {
  let sum = 0;
  for (let node = 0, at = 0; node < nodes; node++) {
    let [below, above] = [1, 1];
    for (let g = 0; g < groups; g++) {
      const f = cdf[at++] as number;
      below *= f;
      above *= 1 - f;
    }
    sum += 1 - below - above;
  }
  return sum * step;
}

function normalTail({ groups, nodes, step, shift, cdf, pdf }: NormalGrid): number {
  let inside = 0;
  for (let node = 0, at = 0; node < nodes; node++) {
    const ahead = node + shift < nodes ? shift * groups : -1;
    let [all, density] = [1, 0];
    for (let g = 0; g < groups; g++, at++) {
      const within = (ahead < 0 ? 1 : (cdf[at + ahead] as number)) - (cdf[at] as number);
      // Σ_g f_g Π_{h≠g} by the product rule, without dividing by what may be 0.
      density = density * within + all * (pdf[at] as number);
      all *= within;
    }
    inside += density;
  }
  return Math.min(1, Math.max(0, 1 - inside * step));
}

/** Evaluations of the tail for one percentile, and the relative precision that is enough to print. */
const MAX_EVALUATIONS = 12;
const PRECISION = 1e-3;

/**
 * The gap that a fair treatment exceeds with probability `p` (0.05: its 95th percentile), to three digits: false
 * position on ln P, in Illinois form, which is nearly straight there.
 */
export function rangeQuantile({ expected, tail }: RangeDistribution, p: number): number {
  const excess = (gap: number): number => Math.log(Math.max(tail(gap), 1e-300) / p);
  let [low, high] = [expected, 1.6 * expected];
  if (!(expected > 0)) return 0;
  let [atLow, atHigh] = [excess(low), excess(high)];
  while (atHigh > 0) {
    [low, atLow] = [high, atHigh];
    high *= 1.6;
    atHigh = excess(high);
  }
  for (let count = 0; count < MAX_EVALUATIONS && high - low > PRECISION * high; count++) {
    const middle = low + (high - low) * Math.min(0.95, Math.max(0.05, atLow / (atLow - atHigh)));
    const here = excess(middle);
    if (here > 0) {
      [low, atLow] = [middle, here];
      atHigh /= 2;
    } else {
      [high, atHigh] = [middle, here];
      atLow /= 2;
    }
  }
  return high;
}
