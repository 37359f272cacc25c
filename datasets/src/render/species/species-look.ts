import type { Side } from '../../labels.js';
import type { WingShape } from '../wing.js';
import type { WingPainter } from '../wing-painter.js';

/** How one kind of butterfly looks. The patterns are drawn after the animals, freely. */
export interface SpeciesLook {
  fore: WingShape;
  hind: WingShape;
  /** Size against the others; the largest spans about 200 units. */
  scale: number;
  body: string;
  /**
   * Paints the wings of one side. `form` from 0 to 1 is this individual's place between the species' two colour forms;
   * overlap between species is what makes them hard to tell apart.
   */
  paintFore(painter: WingPainter, look: { side: Side; form: number }): void;
  paintHind(painter: WingPainter, look: { side: Side; form: number }): void;
}

/** A wing in the posture of a set specimen, by its corners; the control points give it a butterfly's curves. */
export function foreWing({
  apex,
  tornus,
  bulge = 1,
  hook = 0,
}: {
  apex: readonly [number, number];
  tornus: readonly [number, number];
  /** How far the outer margin curves outwards (1: slightly convex, negative: concave). */
  bulge?: number;
  /** How far the apex is drawn out to a point. */
  hook?: number;
}): Pick<WingShape, 'base' | 'leading' | 'outer' | 'inner'> {
  const [ax, ay] = apex;
  const [tx, ty] = tornus;
  return {
    base: [3, 2],
    leading: [[3, -9], [ax * 0.3, ay * 0.95 - 6], [ax * 0.72, ay * 1.06 - 4], apex],
    outer: [
      apex,
      [ax + 7 * bulge - hook, ay + (ty - ay) * 0.2 + hook * 0.4],
      [tx + 9 * bulge - hook * 0.3, ay + (ty - ay) * 0.75],
      tornus,
    ],
    inner: [tornus, [tx * 0.68, ty + 5], [tx * 0.3, 9], [3, 8]],
  };
}

export function hindWing({
  shoulder,
  tip,
  tornus,
}: {
  /** Where the leading edge ends, the outermost point, and where the outer margin ends beside the abdomen. */
  shoulder: readonly [number, number];
  tip: readonly [number, number];
  tornus: readonly [number, number];
}): Pick<WingShape, 'base' | 'leading' | 'outer' | 'inner'> {
  const [sx, sy] = shoulder;
  const [px, py] = tip;
  const [tx, ty] = tornus;
  return {
    base: [3, 4],
    leading: [[3, 0], [sx * 0.35, -12], [sx * 0.8, sy - 10], shoulder],
    outer: [shoulder, [px + 6, sy + (py - sy) * 0.6], [px * 0.9, ty + 4], tornus],
    inner: [tornus, [tx * 0.5, ty * 0.85], [6, ty * 0.45], [3, 9]],
  };
}
