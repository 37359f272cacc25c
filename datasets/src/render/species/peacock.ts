import { colour, mix } from '../colour.js';
import type { WingPainter } from '../wing-painter.js';
import { foreWing, hindWing, type SpeciesLook } from './species-look.js';

/** Rust red with a large eyespot on each wing; nearly black with fine ripples below. */
export const peacock: SpeciesLook = {
  fore: {
    ...foreWing({ apex: [86, -62], tornus: [72, 4], bulge: 0.2, hook: 3 }),
    scallops: { count: 4, depth: 0.035 },
  },
  hind: {
    ...hindWing({ shoulder: [66, 6], tip: [70, 44], tornus: [18, 66] }),
    scallops: { count: 5, depth: 0.04 },
  },
  scale: 0.95,
  body: '#3b241c',
  paintFore(painter, { side, form }) {
    if (side === 'Ventral') return cryptic(painter);
    const rust = mix(colour('#a5321f'), colour('#7c4a36'), form);
    painter.ground(mix(rust, colour('#5c2419'), 0.4), rust, rust);
    painter.band(colour('#5d4f47'), { u: [-0.2, 1.1], v: [0.91, 1.05], wobble: 0.01 });
    painter.bar(colour('#1d1718'), [
      [-0.5, 0.62],
      [-0.44, 0.98],
      [-0.3, 0.98],
      [-0.34, 0.62],
    ]);
    painter.bar(colour('#e9c66a'), [
      [-0.32, 0.68],
      [-0.3, 0.98],
      [-0.22, 0.98],
      [-0.24, 0.7],
    ]);
    painter.eyespot(-0.03, 0.77, 13, [
      { paint: colour('#e9c66a'), share: 1 },
      { paint: colour('#23191c'), share: 0.82 },
      { paint: colour('#8a3a3a'), share: 0.6 },
      { paint: colour('#6f9fd0'), share: 0.38 },
    ]);
    painter.spots(colour('#cfe0ee'), [0.24, 0.38, 0.54], 0.82, { radius: 2 });
  },
  paintHind(painter, { side, form }) {
    if (side === 'Ventral') return cryptic(painter);
    const rust = mix(colour('#a5321f'), colour('#7c4a36'), form);
    painter.ground(colour('#5b3a2c'), rust, mix(rust, colour('#5d4f47'), 0.6));
    painter.eyespot(0.18, 0.72, 14, [
      { paint: colour('#b9aa96'), share: 1 },
      { paint: colour('#1d171b'), share: 0.78 },
      { paint: colour('#5f92cf'), share: 0.5 },
      { paint: colour('#1d171b'), share: 0.2 },
    ]);
  },
};

function cryptic(painter: WingPainter): void {
  painter.ground(colour('#3a302c'), colour('#2c2624'), colour('#4a3f39'));
  painter.ripples(colour('#0f0d0d'), 40, 0.6);
  painter.ripples(colour('#8a7866'), 14, 0.4);
  painter.band(colour('#6b5b4e'), { u: [-0.2, 1.1], v: [0.93, 1.05], wobble: 0.015 });
}
