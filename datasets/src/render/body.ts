import type { Side } from '../labels.js';
import type { Random } from '../random.js';
import { type Colour, colour, css, mix } from './colour.js';

/** A coordinate as text. */
const at = (value: number): string => value.toFixed(1);

/** Head, thorax, abdomen, antennae and pin; from below also the legs, and the pin's point instead of its head. */
export function body(
  base: Colour,
  { side, wear, random }: { side: Side; wear: number; random: Random },
): string {
  const tone = side === 'Dorsal' ? base : mix(base, colour('#cdb999'), 0.3);
  const fill = css(tone);
  const dark = css(mix(tone, colour('#000000'), 0.45));
  const light = css(mix(tone, colour('#fff1d8'), 0.4));
  const length = random.normal(46, 2);
  const middle = at(length / 2);
  const end = at(length + 4);
  return [
    antenna(1, dark, { wear, random }),
    antenna(-1, dark, { wear, random }),
    `<path d="M-5.5 4C-7 ${middle} -4 ${end} 0 ${at(length + 10)}C4 ${end} 7 ${middle} 5.5 4Z" fill="${fill}"/>`,
    `<path d="M-2.6 8C-3.6 ${middle} -2 ${end} -1 ${end}L0 ${middle}Z" fill="${light}" fill-opacity=".5"/>`,
    `<path d="${rings(length)}" fill="none" stroke="${dark}" stroke-width="1.1" stroke-opacity=".7"/>`,
    `<ellipse cx="0" cy="-4" rx="7.5" ry="14" fill="${fill}"/>`,
    `<ellipse cx="-2" cy="-6" rx="3.4" ry="9" fill="${light}" fill-opacity=".45"/>`,
    `<path d="${fur(random)}" fill="none" stroke="${light}" stroke-width=".8" stroke-opacity=".6"/>`,
    `<circle cx="0" cy="-20" r="5" fill="${fill}"/>`,
    `<circle cx="-3.6" cy="-21.5" r="1.8" fill="${dark}"/><circle cx="3.6" cy="-21.5" r="1.8" fill="${dark}"/>`,
    side === 'Ventral' ? `<path d="${legs(random)}" fill="none" stroke="${dark}" stroke-width="1.3"/>` : '',
    pin(side),
  ].join('');
}

/** A thread with a club at its end; those of worn specimens are often broken off. */
function antenna(sign: 1 | -1, stroke: string, { wear, random }: { wear: number; random: Random }): string {
  const [x, y] = [sign * random.normal(34, 3), random.normal(-66, 3)];
  const broken = random.uniform() < wear * 0.8;
  const tip = broken ? `${at(x * 0.5)} ${at(-24 + (y + 24) * 0.45)}` : `${at(x)} ${at(y)}`;
  return [
    `<path d="M${sign * 2} -20Q${sign * 8} -42 ${tip}" fill="none" stroke="${stroke}" stroke-width="1.4"/>`,
    broken ? '' : `<ellipse cx="${at(x)}" cy="${at(y)}" rx="2" ry="2.8" fill="${stroke}"/>`,
  ].join('');
}

/** Path of the abdomen's segments. */
function rings(length: number): string {
  return Array.from({ length: 6 }, (_, i) => {
    const y = 12 + (i + 1) * (length / 7.5);
    const reach = at(5.4 * (1 - i / 9));
    return `M-${reach} ${at(y)}Q0 ${at(y + 2.6)} ${reach} ${at(y)}`;
  }).join('');
}

/** Path of the hairs on the thorax. */
function fur(random: Random): string {
  return Array.from({ length: 26 }, () => {
    const [x, y] = [random.uniform(-6.5, 6.5), random.uniform(-14, 9)];
    const [dx, dy] = [x * 0.3 + random.uniform(-1, 1), random.uniform(2, 5)];
    return `M${at(x)} ${at(y)}l${at(dx)} ${at(dy)}`;
  }).join('');
}

/** Path of the three pairs of legs, each bent once. */
function legs(random: Random): string {
  const leg = (sign: 1 | -1, y: number): string => {
    const knee = random.uniform(9, 12);
    const [kneeY, footY] = [y + random.uniform(-4, 0), y + random.uniform(5, 9)];
    return `M${sign * 3} ${y}L${at(sign * knee)} ${at(kneeY)}L${at(sign * (knee + 4))} ${at(footY)}`;
  };
  return [-9, -2, 5].flatMap((y) => [leg(1, y), leg(-1, y)]).join('');
}

function pin(side: Side): string {
  if (side === 'Ventral') return '<path d="M0 -6L1.6 -1" stroke="#4c4c50" stroke-width="1.6"/>';
  return [
    '<path d="M1 -3L9 6" stroke="#1b1410" stroke-width="1.8" stroke-opacity=".35"/>',
    '<circle cx="0" cy="-5" r="3.3" fill="#24262b"/><circle cx="-1.1" cy="-6.1" r="1.1" fill="#f4f4f2"/>',
  ].join('');
}
