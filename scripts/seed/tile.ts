import { png } from './png.js';
import { seeded } from './random.js';

const SIZE = 96;

/** A mirrored pattern of one hue that stands for a photograph: told apart at a glance, and nobody's face. */
export function tile(index: number, hue: number): Buffer {
  const random = seeded(index + 1);
  const cells = 6;
  const half = cells / 2;
  const light = Array.from({ length: cells * half }, () => random());
  const pixels = new Uint8Array(SIZE * SIZE * 3);
  for (let y = 0; y < SIZE; y += 1) {
    for (let x = 0; x < SIZE; x += 1) {
      const column = Math.floor((x * cells) / SIZE);
      const row = Math.floor((y * cells) / SIZE);
      const value = light[row * half + (column < half ? column : cells - 1 - column)] ?? 0;
      pixels.set(rgb(hue, 0.25 + 0.3 * value, 0.3 + 0.55 * value), (y * SIZE + x) * 3);
    }
  }
  return png(pixels, { width: SIZE, height: SIZE });
}

/** Hue in degrees, saturation and lightness from 0 to 1, to bytes. */
function rgb(hue: number, saturation: number, lightness: number): [number, number, number] {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    return Math.round(255 * (lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
