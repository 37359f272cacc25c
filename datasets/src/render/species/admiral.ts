import { colour, mix } from '../colour.js';
import { foreWing, hindWing, type SpeciesLook } from './species-look.js';

/** Black-brown with a red band across the fore wing and along the hind margin, white spots at the apex. */
export const admiral: SpeciesLook = {
  fore: {
    ...foreWing({ apex: [88, -64], tornus: [74, 2], bulge: 0.3 }),
    scallops: { count: 5, depth: 0.025 },
  },
  hind: {
    ...hindWing({ shoulder: [66, 4], tip: [70, 40], tornus: [18, 62] }),
    scallops: { count: 7, depth: 0.03 },
  },
  scale: 0.95,
  body: '#2b211c',
  paintFore(painter, { side, form }) {
    const dark = side === 'Dorsal' ? colour('#241d1b') : colour('#4b3d34');
    const red = mix(colour('#d8401f'), colour('#e8913d'), form);
    painter.ground(colour('#5a4232'), dark, dark);
    painter.bar(red, [
      [-0.42, 0.5],
      [-0.3, 0.86],
      [0.2, 0.68],
      [0.72, 0.94],
      [0.95, 0.8],
      [0.5, 0.52],
    ]);
    painter.spots(colour('#f6f1e6'), [-0.13, 0.03, 0.16, 0.28], 0.86, { radius: 3.6, stretch: 1.3 });
    painter.bar(colour('#f6f1e6'), [
      [-0.2, 0.66],
      [-0.16, 0.8],
      [-0.08, 0.79],
      [-0.1, 0.64],
    ]);
    if (side === 'Ventral') painter.spots(colour('#b9a7c4'), [0.1, 0.3, 0.5, 0.7], 0.93, { radius: 2 });
  },
  paintHind(painter, { side, form }) {
    const red = mix(colour('#d8401f'), colour('#e8913d'), form);
    if (side === 'Dorsal') {
      painter.ground(colour('#5a4232'), colour('#2a211d'), colour('#211b1a'));
      painter.band(red, { u: [0.1, 0.85], v: [0.8, 0.96], wobble: 0.01 });
      painter.spots(colour('#211b1a'), [0.2, 0.35, 0.5, 0.65, 0.78], 0.88, { radius: 2.6 });
      painter.spot(colour('#5a78b4'), 0.93, 0.92, { radius: 4 });
      return;
    }
    painter.ground(colour('#6b5a4a'), colour('#5b4c42'), colour('#7a6a5a'));
    painter.ripples(colour('#2f2723'), 34, 0.5);
    painter.band(colour('#a08d78'), { u: [0, 1], v: [0.55, 0.63], wobble: 0.04, opacity: 0.5 });
    painter.spots(colour('#39424f'), [0.2, 0.4, 0.6, 0.8], 0.8, { radius: 4 });
  },
};
