import type { Random } from '../random.js';
import { colour, css } from './colour.js';
import { polyline } from './path.js';
import { tornOutline, type Wing } from './wing.js';

/** The wing's skin, which shows where scales are gone. */
const MEMBRANE = css(colour('#d9ccb2'));

/**
 * SVG of one wing with its `pattern`, and of its silhouette for the shadow, with the tears, bare patches and scratches
 * of this much `damage` (0 to 1). `id` must be unique in the drawing.
 */
export function wornWing(
  wing: Wing,
  {
    id,
    pattern,
    damage,
    glow,
    random,
  }: { id: string; pattern: string; damage: number; glow: number; random: Random },
): { wing: string; silhouette: string } {
  const outline = tornOutline(wing, damage, random.fork('tears'));
  return {
    silhouette: `<path d="${outline}"/>`,
    wing: [
      `<clipPath id="clip-${id}"><path d="${outline}"/></clipPath>`,
      `<g clip-path="url(#clip-${id})">${pattern}${losses(wing, damage, random.fork('losses'))}`,
      shading(`shade-${id}`, glow),
      `<path d="${outline}" fill="none" stroke="#1c1512" stroke-opacity=".45" stroke-width="2"/></g>`,
    ].join(''),
  };
}

/** Patches where the scales are rubbed off, along the veins, and scratches. */
function losses(wing: Wing, damage: number, random: Random): string {
  const patches = Array.from({ length: Math.round(damage * 11) }, () => {
    const [u, v] = [random.uniform(-0.5, 1.1), random.uniform(0.3, 0.95)];
    const [width, length] = [random.uniform(0.04, 0.1), random.uniform(0.05, 0.14)];
    const points = Array.from({ length: 9 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 9;
      const radius = random.uniform(0.6, 1.3);
      return wing.at(u + width * radius * Math.cos(angle), v + length * radius * Math.sin(angle));
    });
    return `<path d="${polyline(points)}" fill-opacity="${random.uniform(0.4, 0.85).toFixed(2)}"/>`;
  });
  const scratches = Array.from({ length: Math.round(damage * 9) }, () => {
    const [u, v] = [random.uniform(-0.6, 1.1), random.uniform(0.2, 0.8)];
    const to = wing.at(u + random.normal(0, 0.1), v + random.uniform(0.1, 0.3));
    return polyline([wing.at(u, v), to], { closed: false });
  });
  return [
    `<g fill="${MEMBRANE}">${patches.join('')}</g>`,
    `<path d="${scratches.join('')}" fill="none" stroke="${MEMBRANE}" stroke-width="1.1" stroke-opacity=".8"/>`,
  ].join('');
}

/** Light falls from the upper left: the fold beside the body is darker, the middle of each wing a little raised. */
function shading(id: string, glow: number): string {
  return [
    `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="100" y2="-30">`,
    `<stop offset="0" stop-color="#120c08" stop-opacity=".42"/><stop offset=".2" stop-color="#120c08" stop-opacity=".08"/>`,
    `<stop offset=".45" stop-color="#fff" stop-opacity="${glow}"/><stop offset=".75" stop-color="#fff" stop-opacity="0"/>`,
    `<stop offset="1" stop-color="#120c08" stop-opacity=".12"/></linearGradient>`,
    `<rect x="-20" y="-120" width="160" height="260" fill="url(#${id})"/>`,
  ].join('');
}
