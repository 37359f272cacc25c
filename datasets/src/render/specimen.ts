import type { Description } from '../labels.js';
import type { Random } from '../random.js';
import { body } from './body.js';
import { colour } from './colour.js';
import { scaleInk } from './scales.js';
import { speciesLooks } from './species/index.js';
import { wing } from './wing.js';
import { wingPainter } from './wing-painter.js';
import { wornWing } from './worn-wing.js';

/**
 * SVG of one pinned butterfly, its thorax at the origin, about 200 units wide.
 * Wear is drawn as faded scales, bare patches, scratches, and torn margins, each wing worn a little differently.
 */
export function specimen(description: Description, random: Random): string {
  const { species, side, wear } = description;
  const look = speciesLooks[species];
  const form = random.fork('form').uniform() ** 1.5;
  const size = 1.1 * look.scale * random.fork('size').normal(1, 0.05);
  const ink = scaleInk(description, random.fork('scales'));
  // The hind wings lie below the fore wings.
  const wings = (['hind', 'fore'] as const).map((name) => {
    const shape = wing(look[name]);
    const painter = wingPainter(shape, random.fork(`pattern ${name}`), { id: `ground-${name}`, ink });
    if (name === 'fore') look.paintFore(painter, { side, form });
    else look.paintHind(painter, { side, form });
    return { name, shape, pattern: painter.svg() };
  });
  const halves = (['right', 'left'] as const).map((half) => {
    const worn = wings.map(({ name, shape, pattern }) => {
      const chance = random.fork(`${half} ${name}`);
      const damage = Math.min(1, wear * chance.fork('damage').normal(1, 0.1));
      // Light falls from the upper left.
      return wornWing(shape, {
        id: `${half}-${name}`,
        pattern,
        damage,
        glow: half === 'left' ? 0.2 : 0.1,
        random: chance,
      });
    });
    const posture = `rotate(${random.fork(`${half} posture`).normal(0, 1.6).toFixed(1)})`;
    const place = (parts: string[]): string =>
      `<g transform="${half === 'left' ? 'scale(-1 1)' : ''}${posture}">${parts.join('')}</g>`;
    return {
      silhouette: place(worn.map((part) => part.silhouette)),
      wings: place(worn.map((part) => part.wing)),
    };
  });

  return [
    `<g transform="scale(${size.toFixed(3)})">`,
    shadow(halves.map((half) => half.silhouette).join('')),
    ...halves.map((half) => half.wings),
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
