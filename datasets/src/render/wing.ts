import type { Random } from '../random.js';
import { type Cubic, cubicAt, lerp, type Point, polyline } from './path.js';

/**
 * A right wing at rest, x outwards and y downwards, the thorax at the origin, half the wing span about 100 units.
 * Three curves run from the base along the leading edge to the apex, along the outer margin to the tornus, and along
 * the inner margin back to the body.
 */
export interface WingShape {
  base: Point;
  leading: Cubic;
  outer: Cubic;
  inner: Cubic;
  /** Teeth of the outer margin: how many, and how deep as a share of the way from the base. */
  scallops?: { count: number; depth: number };
  /** A tail at `u` of the outer margin, longer than the wing by `length` of the way from the base. */
  tail?: { u: number; length: number; width: number };
}

/**
 * A wing with a coordinate system of its own. `u` runs along the edge: −1 to 0 on the leading edge from base to
 * apex, 0 to 1 on the outer margin, 1 to 2 on the inner margin. `v` runs from the base (0) to the edge (1).
 */
export interface Wing {
  at(u: number, v: number): Point;
  base: Point;
  outline: Point[];
}

const STEPS = { leading: 10, outer: 42, inner: 6 };

export function wing(shape: WingShape): Wing {
  const edge = (u: number): Point => {
    if (u < 0) return cubicAt(shape.leading, u + 1);
    return u <= 1 ? cubicAt(shape.outer, u) : cubicAt(shape.inner, u - 1);
  };
  const reach = (u: number): number => {
    if (u < 0 || u > 1) return 1;
    const { scallops, tail } = shape;
    const notch = scallops ? scallops.depth * Math.sin(Math.PI * scallops.count * u) ** 2 : 0;
    const extra = tail ? tail.length * Math.exp(-(((u - tail.u) / tail.width) ** 2)) : 0;
    return 1 - notch * (1 - Math.min(1, extra * 4)) + extra;
  };
  const at = (u: number, v: number): Point => lerp(shape.base, edge(u), v);
  return { at, base: shape.base, outline: edgeSteps().map((u) => at(u, reach(u))) };
}

/** Positions along the whole edge, densest on the outer margin, where wings tear. */
function edgeSteps(): number[] {
  const run = (from: number, steps: number): number[] =>
    Array.from({ length: steps }, (_, i) => from + i / steps);
  return [...run(-1, STEPS.leading), ...run(0, STEPS.outer), ...run(1, STEPS.inner)];
}

/**
 * The outline after `damage` (0 to 1): a frayed margin, and notches torn towards the base.
 * Notches come more often, wider and deeper with damage; where they fall is up to the random stream.
 */
export function tornOutline(intact: Wing, damage: number, random: Random): string {
  const notches = Array.from({ length: Math.round(damage * 6 + random.uniform(-0.4, 0.4)) }, () => ({
    u: random.uniform(-0.3, 1.15),
    width: random.uniform(0.03, 0.07) + 0.16 * damage * random.uniform(0.3, 1),
    depth: random.uniform(0.08, 0.18) + 0.48 * damage * random.uniform(0.25, 1),
  }));
  const points = edgeSteps().map((u, i) => {
    const depth = Math.max(
      0,
      ...notches.map(({ u: centre, width, depth }) => depth * (1 - (Math.abs(u - centre) / width) ** 2.4)),
    );
    const onMargin = u > -0.5 && u < 1.2;
    const fray = onMargin ? damage * 0.06 * random.uniform() + Math.min(depth, 0.05) * random.uniform() : 0;
    return lerp(intact.outline[i] ?? intact.base, intact.base, Math.min(0.85, depth + fray));
  });
  return polyline(points);
}
