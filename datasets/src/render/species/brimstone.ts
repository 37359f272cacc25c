import { type Colour, colour, mix } from '../colour.js';
import { foreWing, hindWing, type SpeciesLook } from './species-look.js';

/** A yellow leaf with hooked wing tips and one orange dot on each wing; greenish with raised veins below. */
export const brimstone: SpeciesLook = {
  fore: foreWing({ apex: [86, -70], tornus: [72, 0], bulge: 0.6, hook: 12 }),
  hind: {
    ...hindWing({ shoulder: [66, 2], tip: [72, 42], tornus: [18, 64] }),
    tail: { u: 0.55, length: 0.08, width: 0.06 },
  },
  scale: 0.92,
  body: '#6b5a45',
  paintFore(painter, { side, form }) {
    const ground = yellow(side, form);
    painter.ground(mix(ground, colour('#fff3a8'), 0.3), ground, mix(ground, colour('#c9b23a'), 0.25));
    painter.veins(colour('#b7a540'), [-0.3, 0, 0.2, 0.4, 0.6, 0.8], {
      width: side === 'Dorsal' ? 0.7 : 1.5,
      opacity: 0.6,
    });
    painter.spot(colour(side === 'Dorsal' ? '#e0782a' : '#a2703f'), 0.12, 0.55, { radius: 3.6 });
    painter.band(colour('#b06a3a'), { u: [-0.6, 0.05], v: [0.98, 1.05] });
  },
  paintHind(painter, { side, form }) {
    const ground = yellow(side, form);
    painter.ground(mix(ground, colour('#fff3a8'), 0.3), ground, mix(ground, colour('#c9b23a'), 0.25));
    painter.veins(colour('#b7a540'), [0.05, 0.25, 0.45, 0.6, 0.8], {
      width: side === 'Dorsal' ? 0.7 : 1.5,
      opacity: 0.6,
    });
    painter.spot(colour(side === 'Dorsal' ? '#e0782a' : '#a2703f'), 0.42, 0.55, { radius: 4.2 });
  },
};

function yellow(side: 'Dorsal' | 'Ventral', form: number): Colour {
  const above = mix(colour('#f4d43c'), colour('#ece29a'), form);
  return side === 'Dorsal' ? above : mix(above, colour('#cfd8a0'), 0.75);
}
