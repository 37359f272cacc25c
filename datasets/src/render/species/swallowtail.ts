import { type Colour, colour, mix } from '../colour.js';
import { foreWing, hindWing, type SpeciesLook } from './species-look.js';

/** Pale yellow with black veins and margins, a blue band, a red eye and a tail on the hind wing. */
export const swallowtail: SpeciesLook = {
  fore: foreWing({ apex: [96, -62], tornus: [70, 6], bulge: -0.1 }),
  hind: {
    ...hindWing({ shoulder: [64, 8], tip: [66, 46], tornus: [16, 70] }),
    scallops: { count: 6, depth: 0.04 },
    tail: { u: 0.66, length: 0.42, width: 0.04 },
  },
  scale: 1,
  body: '#2e2a20',
  paintFore(painter, { side, form }) {
    const { ground, black } = inks(side, form);
    painter.ground(mix(ground, black, 0.6), ground, ground);
    painter.veins(black, [-0.3, -0.05, 0.15, 0.35, 0.55, 0.75, 0.95], { width: 2, from: 0.3 });
    painter.bar(black, [
      [-0.55, 0.5],
      [-0.45, 0.95],
      [-0.33, 0.95],
      [-0.35, 0.5],
    ]);
    painter.bar(black, [
      [-0.25, 0.62],
      [-0.2, 0.97],
      [-0.1, 0.95],
      [-0.12, 0.64],
    ]);
    painter.band(black, { u: [-0.1, 1.1], v: [0.8, 1.05], wobble: 0.015 });
    painter.spots(ground, [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.93], 0.93, { radius: 3.2, stretch: 0.6 });
  },
  paintHind(painter, { side, form }) {
    const { ground, black } = inks(side, form);
    painter.ground(mix(ground, black, 0.3), ground, ground);
    painter.veins(black, [0.1, 0.3, 0.5, 0.7, 0.9], { width: 1.8, from: 0.2 });
    painter.band(black, { u: [-0.05, 1.1], v: [0.72, 1.6], wobble: 0.015 });
    painter.spots(colour('#4f86c6'), [0.12, 0.3, 0.48, 0.64, 0.8], 0.79, { radius: 4 });
    painter.spots(ground, [0.1, 0.28, 0.46, 0.8], 0.93, { radius: 3.6, stretch: 0.6 });
    painter.eyespot(0.94, 0.82, 6, [
      { paint: colour('#2e2a20'), share: 1 },
      { paint: colour('#cf4a2c'), share: 0.8 },
    ]);
  },
};

function inks(side: 'Dorsal' | 'Ventral', form: number): Record<'ground' | 'black', Colour> {
  const above = mix(colour('#f2dd8c'), colour('#e9d7ac'), form);
  return side === 'Dorsal'
    ? { ground: above, black: colour('#26221d') }
    : { ground: mix(above, colour('#f3ead2'), 0.6), black: colour('#5c5342') };
}
