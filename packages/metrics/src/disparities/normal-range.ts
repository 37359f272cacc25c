import { normalPdfAndCdf } from '../numerics/normal-cdf.js';
import { type RangeDistribution, TIE } from './range-distribution.js';

/** A group under the null hypothesis: centre and standard error of its estimate. */
export interface NormalGroup {
  centre: number;
  error: number;
}

/**
 * Trapezoid rule: with smooth ends that fall off it converges faster than any power of the step, which is a part of
 * the smallest standard error. A step much larger than that would miss the narrowest densities, so errors too small
 * for so many nodes are raised to what they can resolve: a hundredth of the largest, which hardly shows in a range.
 */
const STEP = 0.45;
const MAX_NODES = 4096;
const REACH = 6.5;
/** Standard errors beyond which 1 − Φ and φ are below the last bit of a double near 1. */
const FAR = 8.5;

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
  const resolved = resolvable(groups);
  const grid = normalGrid(resolved, observed);
  return {
    expected: expectedNormalRange(grid),
    tail: (gap) => normalTail(gap === observed ? grid : normalGrid(resolved, gap)),
  };
}

function extent(groups: readonly NormalGroup[]): { low: number; high: number } {
  return {
    low: Math.min(...groups.map(({ centre, error }) => centre - REACH * error)),
    high: Math.max(...groups.map(({ centre, error }) => centre + REACH * error)),
  };
}

function resolvable(groups: readonly NormalGroup[]): readonly NormalGroup[] {
  const { low, high } = extent(groups);
  const least = (high - low) / MAX_NODES / STEP;
  if (groups.every(({ error }) => error >= least)) return groups;
  return groups.map(({ centre, error }) => ({ centre, error: Math.max(error, least) }));
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
  const { low, high } = extent(groups);
  const wanted = STEP * Math.min(...groups.map(({ error }) => error));
  const shift = Math.max(1, Math.ceil(gap / wanted));
  // A gap of next to nothing must not make a grid of next to nothing.
  const step = gap > 0.05 * wanted ? gap / shift : wanted;
  const nodes = Math.ceil((high - low) / step) + 1;
  const cdf = new Float64Array(nodes * groups.length);
  const pdf = new Float64Array(nodes * groups.length);
  const into = { pdf, cdf, at: 0 };
  for (let node = 0, at = 0; node < nodes; node++) {
    const x = low + node * step;
    for (let g = 0; g < groups.length; g++, at++) {
      const { centre, error } = groups[g] as NormalGroup;
      const z = (x - centre) / error;
      if (z < -FAR) continue;
      if (z > FAR) {
        cdf[at] = 1;
        continue;
      }
      into.at = at;
      normalPdfAndCdf(z, into);
      pdf[at] = (pdf[at] as number) / error;
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
