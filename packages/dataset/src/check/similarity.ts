import { THUMBNAIL_SIDE as SIDE } from './thumbnail.js';

/** The part of a thumbnail that is compared: without a border, which a crop would move out of the picture. */
const FIRST = 2;
const SPAN = SIDE - 2 * FIRST;
const CENTRE = (SIDE - 1) / 2;

/** Crops of up to 4 % a side, of either image; shifts in pixels of the thumbnail. */
const SCALES = steps(0.92, 1.08, 0.02);
const SHIFTS = steps(-0.96, 0.96, 0.32);
const UNMOVED = { scale: SCALES.indexOf(1), shift: SHIFTS.indexOf(0) };

/** Places in the lists of scales and shifts. */
interface Alignment {
  scaleX: number;
  scaleY: number;
  shiftX: number;
  shiftY: number;
}

/** What a pair must reach before alignment, and with the best scale, to be worth a closer look. */
const HOPELESS = 0.6;
const HOPEFUL = 0.9;

/**
 * Correlation of two thumbnails, −1 … 1, at the best of the alignments that a small crop makes; `enough` ends the
 * search. Brightness and contrast make no difference. Climbs from where the two lie as they are: one comparison of
 * 28 × 28 pixels for pairs that have little in common, three or four for those that have some, some 30 for the rest.
 */
export function similarity(a: Uint8Array, b: Uint8Array, enough = 1): number {
  const { scale, shift } = UNMOVED;
  let best: Alignment = { scaleX: scale, scaleY: scale, shiftX: shift, shiftY: shift };
  let value = correlation(a, b, best);
  /** Moves on in one direction while that is better; says whether it was. */
  const climb = (names: readonly (keyof Alignment)[], step: 1 | -1): boolean => {
    const before = value;
    while (value < enough) {
      const next = { ...best };
      for (const name of names) next[name] += step;
      if (!isPossible(next)) break;
      const found = correlation(a, b, next);
      if (found <= value) break;
      [value, best] = [found, next];
    }
    return value > before;
  };
  const align = (...names: (keyof Alignment)[]): boolean => climb(names, 1) || climb(names, -1);
  if (value < HOPELESS) return value;
  align('scaleX', 'scaleY');
  if (value < HOPEFUL) return value;
  for (let isBetter = true; isBetter && value < enough; ) {
    isBetter = [align('shiftX'), align('shiftY'), align('scaleX'), align('scaleY')].includes(true);
  }
  return value;
}

function isPossible({ scaleX, scaleY, shiftX, shiftY }: Alignment): boolean {
  return [scaleX, scaleY].every((at) => at in SCALES) && [shiftX, shiftY].every((at) => at in SHIFTS);
}

function steps(first: number, last: number, step: number): number[] {
  const n = Math.round((last - first) / step) + 1;
  return Array.from({ length: n }, (_, index) => Number((first + index * step).toFixed(6)));
}

interface Places {
  at: Int32Array;
  weight: Float64Array;
}

/** By scale and shift. */
const known = SCALES.map((scale) => SHIFTS.map((shift) => places(scale, shift)));
const NOWHERE: Places = { at: new Int32Array(SPAN), weight: new Float64Array(SPAN) };

/** Where the pixels of one line lie in the other image: place and weight of the next pixel. */
function places(scale: number, shift: number): Places {
  const at = new Int32Array(SPAN);
  const weight = new Float64Array(SPAN);
  for (let index = 0; index < SPAN; index++) {
    const place = Math.min(SIDE - 1, Math.max(0, CENTRE + (FIRST + index - CENTRE) * scale + shift));
    const whole = Math.min(SIDE - 2, Math.floor(place));
    at[index] = whole;
    weight[index] = place - whole;
  }
  return { at, weight };
}

function correlation(a: Uint8Array, b: Uint8Array, { scaleX, scaleY, shiftX, shiftY }: Alignment): number {
  const xs = known[scaleX]?.[shiftX] ?? NOWHERE;
  const ys = known[scaleY]?.[shiftY] ?? NOWHERE;
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let y = 0; y < SPAN; y++) {
    const row = (ys.at[y] as number) * SIDE;
    const down = ys.weight[y] as number;
    for (let x = 0; x < SPAN; x++) {
      const at = row + (xs.at[x] as number);
      const right = xs.weight[x] as number;
      const upper = (a[at] as number) * (1 - right) + (a[at + 1] as number) * right;
      const lower = (a[at + SIDE] as number) * (1 - right) + (a[at + SIDE + 1] as number) * right;
      const valueA = upper * (1 - down) + lower * down;
      const valueB = b[(FIRST + y) * SIDE + FIRST + x] as number;
      sumA += valueA;
      sumB += valueB;
      squareA += valueA * valueA;
      squareB += valueB * valueB;
      product += valueA * valueB;
    }
  }
  const n = SPAN * SPAN;
  const spread = Math.sqrt((squareA - (sumA * sumA) / n) * (squareB - (sumB * sumB) / n));
  return spread > 0 ? (product - (sumA * sumB) / n) / spread : 0;
}
