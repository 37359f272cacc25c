import type { Random } from '../random.js';
import { type Colour, css } from './colour.js';
import { type Point, polyline, roundedPolygon } from './path.js';
import type { Wing } from './wing.js';

type Range = readonly [from: number, to: number];

/** What a species draws a wing's pattern with, in the wing's own coordinates (see {@link Wing}); radii in units. */
export interface WingPainter {
  readonly random: Random;
  /** Fills the whole wing: `inner` at the base, `middle`, and `edge` at the margin. */
  ground(inner: Colour, middle: Colour, edge: Colour): void;
  /** Area between two curves along the margin; `wobble` displaces its edges at random (in v). */
  band(paint: Colour, area: { u: Range; v: Range; wobble?: number; opacity?: number }): void;
  /** Area between four corners with rounded edges, for bands across the wing. */
  bar(paint: Colour, corners: readonly (readonly [u: number, v: number])[], opacity?: number): void;
  spot(
    paint: Colour,
    u: number,
    v: number,
    shape: { radius: number; stretch?: number; opacity?: number },
  ): void;
  /** A spot for each `u`, all at `v`, each a little out of line. */
  spots(paint: Colour, us: readonly number[], v: number, shape: { radius: number; stretch?: number }): void;
  /** Nested spots, the outermost first; each ring's radius is a share of the first. */
  eyespot(u: number, v: number, radius: number, rings: readonly { paint: Colour; share: number }[]): void;
  veins(paint: Colour, us: readonly number[], line: { width: number; from?: number; opacity?: number }): void;
  /** Many short strokes along the margin's direction: the cryptic underside of many species. */
  ripples(paint: Colour, count: number, opacity: number): void;
  svg(): string;
}

/** A painter whose colours all pass through `ink` (wear and side change them). `id` must be unique in the drawing. */
export function wingPainter(
  wing: Wing,
  random: Random,
  { id, ink }: { id: string; ink: (paint: Colour) => Colour },
): WingPainter {
  const parts: string[] = [];
  const fill = (paint: Colour): string => css(ink(paint));
  const alpha = (of: 'fill' | 'stroke', value = 1): string =>
    value === 1 ? '' : ` ${of}-opacity="${value.toFixed(2)}"`;
  const along = ([from, to]: Range, v: number, wobble: number): Point[] =>
    Array.from({ length: 17 }, (_, i) =>
      wing.at(from + ((to - from) * i) / 16, v + (wobble === 0 ? 0 : random.uniform(-wobble, wobble))),
    );

  const painter: WingPainter = {
    random,
    ground(inner, middle, edge) {
      const [x, y] = wing.base;
      parts.push(
        `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${x}" cy="${y}" r="105">`,
        `<stop offset=".08" stop-color="${fill(inner)}"/><stop offset=".5" stop-color="${fill(middle)}"/>`,
        `<stop offset="1" stop-color="${fill(edge)}"/></radialGradient>`,
        `<rect x="-20" y="-120" width="160" height="260" fill="url(#${id})"/>`,
      );
    },
    band(paint, { u, v, wobble = 0, opacity }) {
      const points = [...along(u, v[0], wobble), ...along(u, v[1], 0).reverse()];
      parts.push(`<path d="${polyline(points)}" fill="${fill(paint)}"${alpha('fill', opacity)}/>`);
    },
    bar(paint, corners, opacity) {
      const points = corners.map(([u, v]) => wing.at(u, v));
      parts.push(`<path d="${roundedPolygon(points)}" fill="${fill(paint)}"${alpha('fill', opacity)}/>`);
    },
    spot(paint, u, v, { radius, stretch = 1, opacity }) {
      const [x, y] = wing.at(u, v);
      const angle = (Math.atan2(y - wing.base[1], x - wing.base[0]) * 180) / Math.PI;
      parts.push(
        `<ellipse rx="${(radius * stretch).toFixed(1)}" ry="${radius.toFixed(1)}" fill="${fill(paint)}"`,
        ` transform="translate(${x.toFixed(1)} ${y.toFixed(1)})rotate(${angle.toFixed(0)})"${alpha('fill', opacity)}/>`,
      );
    },
    spots(paint, us, v, { radius, stretch = 1 }) {
      for (const u of us) {
        painter.spot(paint, u + random.uniform(-0.015, 0.015), v + random.uniform(-0.015, 0.015), {
          radius: radius * random.uniform(0.8, 1.2),
          stretch,
        });
      }
    },
    eyespot(u, v, radius, rings) {
      for (const { paint, share } of rings) painter.spot(paint, u, v, { radius: radius * share });
    },
    veins(paint, us, { width, from = 0.12, opacity }) {
      const lines = us.map((u) =>
        polyline([wing.at(u * 0.7 + 0.1, from), wing.at(u, 0.6), wing.at(u, 1)], { closed: false }),
      );
      parts.push(
        `<path d="${lines.join('')}" fill="none" stroke="${fill(paint)}" stroke-width="${width}"${alpha('stroke', opacity)}/>`,
      );
    },
    ripples(paint, count, opacity) {
      const lines = Array.from({ length: count }, () => {
        const [u, v] = [random.uniform(-0.7, 1.3), random.uniform(0.15, 0.95)];
        const length = random.uniform(0.04, 0.12);
        return polyline([wing.at(u, v), wing.at(u + length, v + random.uniform(-0.03, 0.03))], {
          closed: false,
        });
      });
      parts.push(
        `<path d="${lines.join('')}" fill="none" stroke="${fill(paint)}" stroke-width="1.6"${alpha('stroke', opacity)}/>`,
      );
    },
    svg: () => parts.join(''),
  };
  return painter;
}
