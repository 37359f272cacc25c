import { type Colour, colour, mix } from '../colour.js';
import type { WingPainter } from '../wing-painter.js';
import { foreWing, hindWing, type SpeciesLook } from './species-look.js';

/** Shining blue with a black margin above; brown with a row of eyespots below. */
export const blueMorpho: SpeciesLook = {
  fore: foreWing({ apex: [94, -66], tornus: [74, 8], bulge: 0.1, hook: 3 }),
  hind: {
    ...hindWing({ shoulder: [72, 8], tip: [74, 48], tornus: [16, 74] }),
    scallops: { count: 6, depth: 0.025 },
  },
  scale: 1.03,
  body: '#231f24',
  paintFore(painter, { side, form }) {
    if (side === 'Ventral') {
      painter.ground(colour('#7b6048'), colour('#66503e'), colour('#8a735a'));
      painter.band(colour('#c3b08f'), { u: [-0.3, 1.1], v: [0.9, 0.94] });
      painter.ripples(colour('#3d2f26'), 14, 0.4);
      for (const u of [0.12, 0.42, 0.7]) eye(painter, u, 0.74, 7);
      return;
    }
    const [deep, pale] = blues(form);
    painter.ground(deep, mix(deep, pale, 0.5), pale);
    painter.veins(colour('#173a6e'), [-0.25, 0, 0.2, 0.4, 0.6, 0.8, 1], { width: 0.9, opacity: 0.6 });
    painter.band(colour('#16171f'), { u: [-0.95, 0], v: [0.94, 1.05] });
    painter.band(colour('#16171f'), { u: [-0.25, 1.1], v: [0.84, 1.05], wobble: 0.015 });
    painter.spots(colour('#f0f4f8'), [-0.12, 0.08, 0.28], 0.92, { radius: 2.2, stretch: 1.3 });
  },
  paintHind(painter, { side, form }) {
    if (side === 'Ventral') {
      painter.ground(colour('#7b6048'), colour('#5f4a39'), colour('#86705a'));
      painter.band(colour('#c3b08f'), { u: [-0.2, 1.1], v: [0.9, 0.95] });
      painter.ripples(colour('#3d2f26'), 14, 0.4);
      for (const u of [0.15, 0.4, 0.62, 0.82]) eye(painter, u, 0.7, 6.5);
      return;
    }
    const [deep, pale] = blues(form);
    painter.ground(deep, mix(deep, pale, 0.6), pale);
    painter.veins(colour('#173a6e'), [0.1, 0.3, 0.5, 0.7, 0.9], { width: 0.9, opacity: 0.6 });
    painter.band(colour('#16171f'), { u: [-0.05, 1.1], v: [0.87, 1.05], wobble: 0.015 });
  },
};

function blues(form: number): [Colour, Colour] {
  return [mix(colour('#1440a8'), colour('#2b5fa0'), form), mix(colour('#39a8f0'), colour('#7fc4e6'), form)];
}

function eye(painter: WingPainter, u: number, v: number, radius: number): void {
  painter.eyespot(u, v, radius, [
    { paint: colour('#d9c48f'), share: 1 },
    { paint: colour('#1f1a1a'), share: 0.75 },
    { paint: colour('#e9eef0'), share: 0.25 },
  ]);
}
