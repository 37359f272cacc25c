import { colour, mix } from '../colour.js';
import { foreWing, hindWing, type SpeciesLook } from './species-look.js';

const ROW = [-0.05, 0.12, 0.29, 0.46, 0.63, 0.8, 0.95];

/** Tawny with a chequer of black spots and dark veins; the hind wing greenish with silver spots below. */
export const fritillary: SpeciesLook = {
  fore: foreWing({ apex: [90, -62], tornus: [72, 4], bulge: 0.3 }),
  hind: {
    ...hindWing({ shoulder: [68, 6], tip: [72, 44], tornus: [18, 66] }),
    scallops: { count: 7, depth: 0.02 },
  },
  scale: 0.95,
  body: '#5a4028',
  paintFore(painter, { side, form }) {
    const tawny = mix(colour('#df8a35'), colour('#a9803f'), form);
    const ground = side === 'Dorsal' ? tawny : mix(tawny, colour('#e6cfa0'), 0.55);
    painter.ground(mix(ground, colour('#6b4a2a'), 0.35), ground, ground);
    painter.veins(colour('#4a3220'), [-0.25, 0, 0.2, 0.38, 0.55, 0.72, 0.9], { width: 1.3, opacity: 0.75 });
    painter.spots(colour('#2c2019'), ROW, 0.93, { radius: 3.4 });
    painter.spots(colour('#2c2019'), ROW, 0.79, { radius: 3 });
    painter.spots(colour('#2c2019'), [-0.15, 0.1, 0.35, 0.6, 0.85], 0.6, { radius: 3.6, stretch: 0.7 });
    painter.spots(colour('#2c2019'), [-0.2, 0.2, 0.6], 0.4, { radius: 3, stretch: 0.6 });
  },
  paintHind(painter, { side, form }) {
    const tawny = mix(colour('#df8a35'), colour('#a9803f'), form);
    if (side === 'Dorsal') {
      painter.ground(mix(tawny, colour('#6b4a2a'), 0.5), tawny, tawny);
      painter.veins(colour('#4a3220'), [0.1, 0.3, 0.5, 0.7, 0.9], { width: 1.2, opacity: 0.7 });
      painter.spots(colour('#2c2019'), ROW, 0.92, { radius: 3.2 });
      painter.spots(colour('#2c2019'), ROW, 0.76, { radius: 2.8 });
      painter.spots(colour('#2c2019'), [0.1, 0.35, 0.6, 0.85], 0.55, { radius: 3.2 });
      return;
    }
    const green = mix(colour('#a8a66a'), colour('#c2a468'), form);
    painter.ground(green, green, colour('#d8b878'));
    for (const v of [0.35, 0.6, 0.84]) painter.spots(colour('#eef0ea'), ROW, v, { radius: 4.2 });
  },
};
