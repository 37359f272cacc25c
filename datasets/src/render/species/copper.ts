import { colour, mix } from '../colour.js';
import { foreWing, hindWing, type SpeciesLook } from './species-look.js';

const SPOTS = [
  [-0.3, 0.45],
  [-0.22, 0.66],
  [0, 0.72],
  [0.2, 0.78],
  [0.42, 0.72],
  [0.62, 0.68],
  [0.85, 0.74],
] as const;

/** Small and fiery orange with a dark margin and black spots; the hind wing brown with an orange band. */
export const copper: SpeciesLook = {
  fore: foreWing({ apex: [84, -60], tornus: [74, 2], bulge: 1 }),
  hind: {
    ...hindWing({ shoulder: [66, 6], tip: [70, 42], tornus: [18, 62] }),
    scallops: { count: 6, depth: 0.015 },
  },
  scale: 0.78,
  body: '#3a2c24',
  paintFore(painter, { side, form }) {
    const orange = mix(colour('#ee6d22'), colour('#c9702f'), form);
    const ground = side === 'Dorsal' ? orange : mix(orange, colour('#e8c48a'), 0.6);
    const margin = side === 'Dorsal' ? colour('#3a2a24') : colour('#a0917c');
    painter.ground(mix(ground, margin, 0.25), ground, ground);
    painter.band(margin, { u: [-0.2, 1.1], v: [0.86, 1.05], wobble: 0.012 });
    for (const [u, v] of SPOTS) painter.spots(colour('#271c1a'), [u], v, { radius: 4 });
  },
  paintHind(painter, { side, form }) {
    const orange = mix(colour('#ee6d22'), colour('#c9702f'), form);
    const ground = side === 'Dorsal' ? colour('#4a372d') : colour('#b3a48c');
    painter.ground(ground, ground, mix(ground, colour('#2e2320'), 0.3));
    painter.band(orange, {
      u: [0.05, 1],
      v: [0.78, 0.94],
      wobble: 0.012,
      opacity: side === 'Dorsal' ? 1 : 0.7,
    });
    painter.spots(colour('#271c1a'), [0.2, 0.35, 0.5, 0.65, 0.8], 0.95, { radius: 2.6 });
    if (side === 'Ventral')
      painter.spots(colour('#3a2c26'), [0.1, 0.3, 0.5, 0.7, 0.9], 0.55, { radius: 2.4 });
  },
};
