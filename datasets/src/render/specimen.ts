import type { Description } from '../labels.js';
import type { Random } from '../random.js';
import { type Colour, colour, css, grey, mix } from './colour.js';
import { polyline } from './path.js';
import { speciesLooks } from './species/index.js';
import { tornOutline, type Wing, wing } from './wing.js';
import { wingPainter } from './wing-painter.js';

/** Wing membrane without scales, and what faded scales tend to. */
const MEMBRANE = colour('#d9ccb2');
const BLEACHED = colour('#c9b99b');

/** One of the four wings, ready to draw on its side of the body. */
interface DrawnWing {
  id: string;
  wing: Wing;
  pattern: string;
}

/**
 * SVG of one pinned butterfly, its thorax at the origin, about 200 units wide.
 * Wear is drawn as faded scales, bare patches, scratches, and torn margins, each wing worn a little differently.
 */
export function specimen({ species, side, wear }: Description, random: Random): string {
  const look = speciesLooks[species];
  const form = random.fork('form').uniform() ** 1.5;
  const size = 1.1 * look.scale * random.fork('size').normal(1, 0.035);
  const ink = fadingInk(wear, random.fork('fading'));

  const drawn = (name: 'fore' | 'hind'): DrawnWing => {
    const shape = wing(look[name]);
    const painter = wingPainter(shape, random.fork(`pattern ${name}`), { id: `ground-${name}`, ink });
    if (name === 'fore') look.paintFore(painter, { side, form });
    else look.paintHind(painter, { side, form });
    return { id: name, wing: shape, pattern: painter.svg() };
  };
  const [fore, hind] = [drawn('fore'), drawn('hind')];
  const halves = (['right', 'left'] as const).map((half) => {
    const wings = [hind, fore].map((entry) => {
      const key = `${half} ${entry.id}`;
      const damage = Math.min(1, Math.max(0, wear * random.fork(`${key} damage`).normal(1, 0.15)));
      return wornWing(entry, { damage, half, random: random.fork(key) });
    });
    const spread = random.fork(`${half} posture`).normal(0, 1.6);
    const flip = half === 'left' ? 'scale(-1 1)' : '';
    return {
      shadow: `<g transform="${flip}rotate(${spread.toFixed(1)})">${wings.map((entry) => entry.shadow).join('')}</g>`,
      wings: `<g transform="${flip}rotate(${spread.toFixed(1)})">${wings.map((entry) => entry.svg).join('')}</g>`,
    };
  });

  return [
    `<g transform="scale(${size.toFixed(3)})">`,
    shadow(halves.map((entry) => entry.shadow).join('')),
    ...halves.map((entry) => entry.wings),
    body(colour(look.body), { side, wear, random: random.fork('body') }),
    '</g>',
  ].join('');
}

/** Three faint copies, ever farther away, look like one soft shadow and take a third of a blur's time. */
function shadow(silhouette: string): string {
  const copies = [2.5, 4.5, 6.5].map(
    (offset) => `<g transform="translate(${offset} ${offset * 1.4})">${silhouette}</g>`,
  );
  return `<g fill="#2a2118" fill-opacity=".13">${copies.join('')}</g>`;
}

/** Scales lose saturation and tend to the bleached tone as wear grows; how fast differs between individuals. */
function fadingInk(wear: number, random: Random): (paint: Colour) => Colour {
  const strength = Math.min(0.8, Math.max(0, 0.72 * wear * random.normal(1, 0.12) + random.uniform(0, 0.04)));
  return (paint) => mix(mix(paint, grey(paint), strength * 0.5), BLEACHED, strength);
}

function wornWing(
  { id, wing: shape, pattern }: DrawnWing,
  { damage, half, random }: { damage: number; half: string; random: Random },
): { svg: string; shadow: string } {
  const outline = tornOutline(shape, damage, random.fork('tears'));
  const clip = `clip-${half}-${id}`;
  return {
    shadow: `<path d="${outline}"/>`,
    svg: [
      `<clipPath id="${clip}"><path d="${outline}"/></clipPath>`,
      `<g clip-path="url(#${clip})">${pattern}${losses(shape, damage, random.fork('losses'))}`,
      shading(half),
      `<path d="${outline}" fill="none" stroke="#1c1512" stroke-opacity=".45" stroke-width="2"/></g>`,
    ].join(''),
  };
}

/** Patches where the scales are rubbed off, along the veins, and scratches. */
function losses(shape: Wing, damage: number, random: Random): string {
  const patches = Array.from({ length: Math.round(damage * 11) }, () => {
    const [u, v] = [random.uniform(-0.5, 1.1), random.uniform(0.3, 0.95)];
    const [width, length] = [random.uniform(0.04, 0.1), random.uniform(0.05, 0.14)];
    const points = Array.from({ length: 9 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 9;
      const radius = random.uniform(0.6, 1.3);
      return shape.at(u + width * radius * Math.cos(angle), v + length * radius * Math.sin(angle));
    });
    return `<path d="${polyline(points)}" fill-opacity="${random.uniform(0.4, 0.85).toFixed(2)}"/>`;
  });
  const scratches = Array.from({ length: Math.round(damage * 9) }, () => {
    const [u, v] = [random.uniform(-0.6, 1.1), random.uniform(0.2, 0.8)];
    const to = shape.at(u + random.normal(0, 0.1), v + random.uniform(0.1, 0.3));
    return polyline([shape.at(u, v), to], { closed: false });
  });
  const membrane = css(MEMBRANE);
  return `<g fill="${membrane}">${patches.join('')}</g><path d="${scratches.join('')}" fill="none" stroke="${membrane}" stroke-width="1.1" stroke-opacity=".8"/>`;
}

/** Light falls from the upper left: the fold beside the body is darker, the middle of each wing a little raised. */
function shading(half: string): string {
  const id = `shade-${half}`;
  const glow = half === 'left' ? 0.2 : 0.1;
  return [
    `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="100" y2="-30">`,
    `<stop offset="0" stop-color="#120c08" stop-opacity=".42"/><stop offset=".2" stop-color="#120c08" stop-opacity=".08"/>`,
    `<stop offset=".45" stop-color="#fff" stop-opacity="${glow}"/><stop offset=".75" stop-color="#fff" stop-opacity="0"/>`,
    `<stop offset="1" stop-color="#120c08" stop-opacity=".12"/></linearGradient>`,
    `<rect x="-20" y="-120" width="160" height="260" fill="url(#${id})"/>`,
  ].join('');
}

/** Head, thorax, abdomen, antennae and pin; from below also the legs, and the pin's point instead of its head. */
function body(
  base: Colour,
  { side, wear, random }: { side: Description['side']; wear: number; random: Random },
): string {
  const tone = side === 'Dorsal' ? base : mix(base, colour('#cdb999'), 0.55);
  const [fill, dark, light] = [
    css(tone),
    css(mix(tone, colour('#000000'), 0.45)),
    css(mix(tone, colour('#fff1d8'), 0.4)),
  ];
  const length = random.normal(46, 2);
  const antenna = (sign: 1 | -1): string => {
    const [x, y] = [sign * random.normal(34, 3), random.normal(-66, 3)];
    // The antennae of a badly worn specimen are often broken off.
    const [tipX, tipY] = random.uniform() < wear * 0.8 ? [x * 0.5, -24 + (y + 24) * 0.45] : [x, y];
    const club =
      tipX === x
        ? `<ellipse cx="${tipX.toFixed(1)}" cy="${tipY.toFixed(1)}" rx="2" ry="2.8" fill="${dark}"/>`
        : '';
    return `<path d="M${sign * 2} -20Q${(sign * 8).toFixed(1)} -42 ${tipX.toFixed(1)} ${tipY.toFixed(1)}" fill="none" stroke="${dark}" stroke-width="1.4"/>${club}`;
  };
  const rings = Array.from({ length: 6 }, (_, i) => {
    const y = 12 + (i + 1) * (length / 7.5);
    const reach = 5.4 * (1 - i / 9);
    return `M${-reach} ${y.toFixed(1)}Q0 ${(y + 2.6).toFixed(1)} ${reach} ${y.toFixed(1)}`;
  });
  const fur = Array.from({ length: 26 }, () => {
    const [x, y] = [random.uniform(-6.5, 6.5), random.uniform(-14, 9)];
    return `M${x.toFixed(1)} ${y.toFixed(1)}l${(x * 0.3 + random.uniform(-1, 1)).toFixed(1)} ${random.uniform(2, 5).toFixed(1)}`;
  });
  const legs = [-9, -2, 5].flatMap((y) =>
    [1, -1].map((sign) => {
      const knee = random.uniform(9, 12);
      return `M${sign * 3} ${y}L${(sign * knee).toFixed(1)} ${(y + random.uniform(-4, 0)).toFixed(1)}L${(sign * (knee + 4)).toFixed(1)} ${(y + random.uniform(5, 9)).toFixed(1)}`;
    }),
  );
  return [
    antenna(1),
    antenna(-1),
    `<path d="M-5.5 4C-7 ${length * 0.5} -4 ${length + 4} 0 ${length + 10}C4 ${length + 4} 7 ${length * 0.5} 5.5 4Z" fill="${fill}"/>`,
    `<path d="M-2.6 8C-3.6 ${length * 0.5} -2 ${length} -1 ${length + 5}L0 ${length * 0.6}Z" fill="${light}" fill-opacity=".5"/>`,
    `<path d="${rings.join('')}" fill="none" stroke="${dark}" stroke-width="1.1" stroke-opacity=".7"/>`,
    `<ellipse cx="0" cy="-4" rx="7.5" ry="14" fill="${fill}"/><ellipse cx="-2" cy="-6" rx="3.4" ry="9" fill="${light}" fill-opacity=".45"/>`,
    `<path d="${fur.join('')}" fill="none" stroke="${light}" stroke-width=".8" stroke-opacity=".6"/>`,
    `<circle cx="0" cy="-20" r="5" fill="${fill}"/><circle cx="-3.6" cy="-21.5" r="1.8" fill="${dark}"/><circle cx="3.6" cy="-21.5" r="1.8" fill="${dark}"/>`,
    side === 'Ventral' ? `<path d="${legs.join('')}" fill="none" stroke="${dark}" stroke-width="1.3"/>` : '',
    pin(side),
  ].join('');
}

function pin(side: Description['side']): string {
  if (side === 'Ventral') return '<path d="M0 -6L1.6 -1" stroke="#4c4c50" stroke-width="1.6"/>';
  return [
    '<path d="M1 -3L9 6" stroke="#1b1410" stroke-width="1.8" stroke-opacity=".35"/>',
    '<circle cx="0" cy="-5" r="3.3" fill="#24262b"/><circle cx="-1.1" cy="-6.1" r="1.1" fill="#f4f4f2"/>',
  ].join('');
}
