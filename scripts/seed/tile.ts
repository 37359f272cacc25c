import { png } from './png.js';
import { seeded } from './random.js';

const CELLS = 6;
const CELL = 16;
const SIZE = CELLS * CELL;

/** A mirrored pattern of one hue that stands for a photograph: told apart at a glance, and nobody's face. */
export function tile(index: number, hue: number): Buffer {
  const random = seeded(index + 1);
  const pixels = new Uint8Array(SIZE * SIZE * 3);
  for (let row = 0; row < CELLS; row += 1) {
    const left = [random(), random(), random()].map((value) =>
      rgb(hue, 0.25 + 0.3 * value, 0.3 + 0.55 * value),
    );
    const line = Buffer.concat(
      [...left, ...left.toReversed()].map((colour) => Buffer.alloc(CELL * 3, colour)),
    );
    for (let y = row * CELL; y < (row + 1) * CELL; y += 1) pixels.set(line, y * SIZE * 3);
  }
  return png(pixels, { width: SIZE, height: SIZE });
}

/** Hue in degrees, saturation and lightness from 0 to 1, to bytes. */
function rgb(hue: number, saturation: number, lightness: number): Buffer {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channels = [0, 8, 4].map((offset) => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
  return Buffer.from(channels);
}
