import type { Description } from '../labels.js';
import type { Random } from '../random.js';
import { specimen } from './specimen.js';

/** Edge of the drawing in units; the photograph is half as many pixels. */
const CANVAS = 256;

const BACKDROP: Record<Description['camera'], string> = {
  Studio: '#8f9594',
  Field: '#a07b55',
  Phone: '#4f5f58',
};

/** How a camera sees the card: everyone frames differently, the phone closest and most carelessly. */
function framing({ camera }: Description, random: Random): string {
  const [zoom, tilt, shift] = {
    Studio: [1, 1.2, 2],
    Field: [0.93, 5, 6],
    Phone: [1.1, 7, 8],
  }[camera] as [number, number, number];
  const scale = zoom * random.normal(1, 0.02 + tilt * 0.004);
  const skew = camera === 'Phone' ? random.normal(0, 4) : 0;
  const centre = CANVAS / 2;
  return [
    `translate(${(centre + random.normal(0, shift)).toFixed(1)} ${(centre + random.normal(0, shift)).toFixed(1)})`,
    `rotate(${random.normal(0, tilt).toFixed(1)})skewX(${skew.toFixed(1)})scale(${scale.toFixed(3)})`,
    `translate(${-centre} ${-centre})`,
  ].join('');
}

/**
 * SVG of the whole scene: drawer, card, butterfly, label. No text elements: fonts differ between machines, so that the
 * label is handwriting drawn as strokes.
 */
export function card(description: Description, random: Random): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${CANVAS / 2}" height="${CANVAS / 2}" viewBox="0 0 ${CANVAS} ${CANVAS}">`,
    `<rect width="${CANVAS}" height="${CANVAS}" fill="${BACKDROP[description.camera]}"/>`,
    backdropTexture(description, random.fork('backdrop')),
    `<g transform="${framing(description, random.fork('framing'))}">`,
    '<rect x="9" y="11" width="242" height="242" rx="2" fill="#1a1512" fill-opacity=".3"/>',
    '<rect x="6" y="6" width="244" height="244" rx="2" fill="#f3eee0"/>',
    paper(random.fork('paper')),
    '<rect x="13" y="13" width="230" height="230" fill="none" stroke="#b9ab8c" stroke-width="1"/>',
    label(random.fork('label')),
    description.camera === 'Studio' ? greyWedge() : '',
    `<g transform="translate(${(128 + random.fork('place').normal(0, 1.5)).toFixed(1)} 110)rotate(${random.fork('turn').normal(0, 2).toFixed(1)})">`,
    specimen(description, random.fork('specimen')),
    '</g></g></svg>',
  ].join('');
}

/** Wood grain under the field box, woven lining in the drawer that the phone leans over. */
function backdropTexture({ camera }: Description, random: Random): string {
  if (camera === 'Studio') return '';
  const lines = Array.from({ length: 40 }, (_, i) => {
    const y = (i * CANVAS) / 40 + random.uniform(-3, 3);
    return `M0 ${y.toFixed(1)}Q${CANVAS / 2} ${(y + random.uniform(-6, 6)).toFixed(1)} ${CANVAS} ${(y + random.uniform(-3, 3)).toFixed(1)}`;
  });
  return `<path d="${lines.join('')}" fill="none" stroke="#1d150e" stroke-width="1.2" stroke-opacity=".22"/>`;
}

/** Foxing and fibres of old card. */
function paper(random: Random): string {
  const fibres = Array.from({ length: 26 }, () => {
    const [x, y] = [random.uniform(10, 240), random.uniform(10, 240)];
    return `M${x.toFixed(1)} ${y.toFixed(1)}q${random.uniform(-5, 5).toFixed(1)} ${random.uniform(-5, 5).toFixed(1)} ${random.uniform(-9, 9).toFixed(1)} ${random.uniform(-4, 4).toFixed(1)}`;
  });
  const spots = Array.from({ length: 7 }, () => {
    const radius = random.uniform(1, 5);
    return `<circle cx="${random.uniform(10, 246).toFixed(1)}" cy="${random.uniform(10, 246).toFixed(1)}" r="${radius.toFixed(1)}" fill="#b98d52" fill-opacity="${(0.28 / radius).toFixed(2)}"/>`;
  });
  return `<path d="${fibres.join('')}" fill="none" stroke="#a89a7c" stroke-width=".7" stroke-opacity=".5"/>${spots.join('')}`;
}

/** The collector's label: two lines of handwriting, a rule, and a scale bar beside it. */
function label(random: Random): string {
  const line = (y: number, width: number): string => {
    const points: string[] = [];
    for (let x = 92; x < 92 + width; x += random.uniform(2, 3.4)) {
      const gap = random.uniform() < 0.14;
      points.push(
        `${gap || points.length === 0 ? 'M' : 'L'}${x.toFixed(1)} ${(y + random.uniform(-2.6, 2.6)).toFixed(1)}`,
      );
    }
    return points.join('');
  };
  return [
    '<rect x="85" y="203" width="90" height="31" fill="#1a1512" fill-opacity=".22"/>',
    '<rect x="83" y="201" width="90" height="31" fill="#fbf8ef" stroke="#c5b896" stroke-width=".8"/>',
    `<path d="${line(211, random.uniform(52, 72))}${line(223, random.uniform(34, 64))}" fill="none" stroke="#3b3a4a" stroke-width="1.3"/>`,
    '<path d="M24 228H64M24 224V232M34 226V230M44 225V231M54 226V230M64 224V232" fill="none" stroke="#4a443a" stroke-width="1.3"/>',
  ].join('');
}

/** Five steps of grey, as photographers lay them beside an object. */
function greyWedge(): string {
  const steps = ['#f4f4f2', '#bfc0c0', '#8b8c8d', '#57585a', '#242527'];
  return steps
    .map((fill, i) => `<rect x="${188 + i * 9}" y="222" width="9" height="10" fill="${fill}"/>`)
    .join('');
}
