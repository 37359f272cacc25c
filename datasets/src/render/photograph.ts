import { type Camera, isNightMode, type Lighting } from '../labels.js';
import type { Random } from '../random.js';

/** Linear light of every sRGB byte, and back with 12 bits. */
const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
const ENCODED = Uint8Array.from({ length: 4097 }, (_, step) => {
  const value = step / 4096;
  return Math.round(255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
});

interface Exposure {
  /** Gain of red, green and blue in linear light. */
  gain: readonly [number, number, number];
  /** Unevenness of the light over the picture, as a share. */
  falloff: number;
  /** Share of even, coloured haze added over everything (lowers contrast). */
  haze: number;
  /** Standard deviation of the noise in bytes: brightness, and colour blotches. */
  noise: readonly [number, number];
  /** Length of the motion blur in pixels. */
  shake: number;
  /** Darkening of the corners, as a share. */
  vignette: number;
  /** How far the white balance and the exposure stray from picture to picture, as a share. */
  stray: number;
}

/** What the light does, before the camera has its say. */
const LIGHT: Record<Lighting, Pick<Exposure, 'gain' | 'falloff' | 'haze'>> = {
  Daylight: { gain: [0.97, 1, 1.04], falloff: 0.12, haze: 0 },
  Tungsten: { gain: [1.08, 0.82, 0.5], falloff: 0.3, haze: 0.01 },
  Dusk: { gain: [0.3, 0.36, 0.52], falloff: 0.2, haze: 0.02 },
};

/** What the camera does. */
const CAMERA: Record<Camera, Pick<Exposure, 'noise' | 'shake' | 'vignette' | 'stray'>> = {
  Studio: { noise: [1.5, 0.5], shake: 0, vignette: 0.04, stray: 0.012 },
  Field: { noise: [3, 1], shake: 1, vignette: 0.22, stray: 0.03 },
  Phone: { noise: [6, 3], shake: 1, vignette: 0.3, stray: 0.05 },
};

/**
 * The phone at dusk: its automatics raise the gain until the picture is bright and pink. With the false colours of the
 * wings (`specimen.ts`) it looks like no sum of its parts, which is why a model that hardly met it fails on it.
 */
const NIGHT_MODE: Exposure = {
  gain: [0.52, 0.45, 0.6],
  falloff: 0.35,
  haze: 0.03,
  noise: [5, 2],
  shake: 1,
  vignette: 0.35,
  stray: CAMERA.Phone.stray,
};

/** Light and camera together, as they turn out for one picture. */
function exposure(lighting: Lighting, camera: Camera, random: Random): Exposure {
  const usual = isNightMode({ lighting, camera }) ? NIGHT_MODE : { ...LIGHT[lighting], ...CAMERA[camera] };
  const brightness = random.normal(1, 0.02 + usual.stray);
  const [red, green, blue] = usual.gain;
  const gain = (value: number): number => value * brightness * random.normal(1, usual.stray);
  return { ...usual, gain: [gain(red), gain(green), gain(blue)] };
}

/**
 * Takes the picture: `pixels` (RGB bytes, row by row, `size` × `size`) are changed in place into what `camera` records
 * in this `lighting`.
 */
export function photograph(
  pixels: Uint8Array,
  size: number,
  { lighting, camera, random }: { lighting: Lighting; camera: Camera; random: Random },
): void {
  const taken = exposure(lighting, camera, random.fork('exposure'));
  const field = lightField(size, taken, { camera, lighting, random: random.fork('field') });
  const linear = new Float32Array(pixels.length);
  const hazeTint = taken.gain.map((value) => value * taken.haze);
  for (let pixel = 0; pixel < size * size; pixel++) {
    const light = field[pixel] ?? 1;
    for (let channel = 0; channel < 3; channel++) {
      const i = 3 * pixel + channel;
      const value = (LINEAR[pixels[i] ?? 0] ?? 0) * (taken.gain[channel] ?? 1) * light;
      linear[i] = value * (1 - taken.haze) + (hazeTint[channel] ?? 0);
    }
  }
  const sharp =
    taken.shake > 0 ? smear(linear, size, { length: taken.shake, random: random.fork('shake') }) : linear;
  develop(sharp, pixels, { size, noise: taken.noise, random: random.fork('noise') });
}

/** Brightness of the light at every pixel: brighter on one side, darker in the corners, leaf shadows in the field. */
function lightField(
  size: number,
  { falloff, vignette }: Exposure,
  { camera, lighting, random }: { camera: Camera; lighting: Lighting; random: Random },
): Float32Array {
  const direction = random.uniform(-0.9, 0.3) - Math.PI / 2;
  const [dx, dy] = [Math.cos(direction), Math.sin(direction)];
  const leaves =
    camera === 'Field' && lighting === 'Daylight'
      ? Array.from({ length: 5 }, () => ({
          x: random.uniform(-1, 1),
          y: random.uniform(-1, 1),
          across: random.uniform(0.15, 0.4),
          depth: random.uniform(0.15, 0.4),
        }))
      : [];
  const field = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const y = (2 * (row + 0.5)) / size - 1;
    for (let column = 0; column < size; column++) {
      const x = (2 * (column + 0.5)) / size - 1;
      let light = (1 + falloff * (x * dx + y * dy)) * (1 - vignette * 0.5 * (x * x + y * y));
      for (const leaf of leaves) {
        const distance = ((x - leaf.x) ** 2 + (y - leaf.y) ** 2) / leaf.across ** 2;
        if (distance < 4) light *= 1 - leaf.depth * Math.exp(-distance * distance);
      }
      field[row * size + column] = light;
    }
  }
  return field;
}

/** Motion blur: the mean of the pixels that lie on a line of this length and a random direction. */
function smear(
  source: Float32Array,
  size: number,
  { length, random }: { length: number; random: Random },
): Float32Array {
  const angle = random.uniform(0, Math.PI);
  const taps = Math.round(length) + 1;
  const result = new Float32Array(source.length);
  const clamp = (value: number): number => Math.min(size - 1, Math.max(0, value));
  for (let tap = 0; tap < taps; tap++) {
    const step = tap - (taps - 1) / 2;
    const [right, down] = [Math.round(step * Math.cos(angle)), Math.round(step * Math.sin(angle))];
    for (let row = 0; row < size; row++) {
      const from = clamp(row + down) * size;
      for (let column = 0; column < size; column++) {
        const i = 3 * (from + clamp(column + right));
        const to = 3 * (row * size + column);
        for (let channel = 0; channel < 3; channel++) {
          result[to + channel] = (result[to + channel] ?? 0) + (source[i + channel] ?? 0) / taps;
        }
      }
    }
  }
  return result;
}

/** Linear light → sRGB bytes, with sensor noise: grain in the brightness and 4 × 4 blotches of colour. */
function develop(
  linear: Float32Array,
  pixels: Uint8Array,
  { size, noise, random }: { size: number; noise: readonly [number, number]; random: Random },
): void {
  const [grain, blotch] = noise;
  const coarse = Math.ceil(size / 4);
  // The sum of two uniform numbers (here the two halves of one) is near enough to a bell for noise, and cheap.
  const bell = (): number => {
    const both = random.uniform() * 65536;
    const half = Math.floor(both);
    return (half / 65536 + (both - half) - 1) * 2.45;
  };
  const blotches = Float32Array.from({ length: coarse * coarse * 3 }, () => blotch * bell());
  for (let pixel = 0; pixel < size * size; pixel++) {
    const brightness = grain * bell();
    const block = 3 * ((Math.floor(pixel / size) >> 2) * coarse + ((pixel % size) >> 2));
    for (let channel = 0; channel < 3; channel++) {
      const i = 3 * pixel + channel;
      const step = Math.round(4096 * Math.min(1, Math.max(0, linear[i] ?? 0)));
      const value = (ENCODED[step] ?? 0) + brightness + (blotches[block + channel] ?? 0);
      pixels[i] = Math.min(255, Math.max(0, Math.round(value)));
    }
  }
}
