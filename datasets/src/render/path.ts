export type Point = readonly [x: number, y: number];
export type Cubic = readonly [from: Point, control1: Point, control2: Point, to: Point];

export const lerp = (a: Point, b: Point, t: number): Point => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];

/** Point of a cubic Bézier curve at t in [0, 1] (Bernstein form). */
export function cubicAt([p, q, r, s]: Cubic, t: number): Point {
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  return [a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1]];
}

const coordinates = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** SVG path data through the points; closed unless told otherwise. */
export function polyline(points: readonly Point[], { closed = true } = {}): string {
  return points.length === 0 ? '' : `M${points.map(coordinates).join('L')}${closed ? 'Z' : ''}`;
}

/** Closed SVG path data through the points with rounded corners: each point pulls, each edge's middle is met. */
export function roundedPolygon(points: readonly Point[]): string {
  const middles = points.map((point, i) => lerp(point, points[(i + 1) % points.length] ?? point, 0.5));
  const last = middles.at(-1);
  if (last === undefined) return '';
  const curves = points.map((point, i) => `Q${coordinates(point)} ${coordinates(middles[i] ?? point)}`);
  return `M${coordinates(last)}${curves.join('')}Z`;
}
