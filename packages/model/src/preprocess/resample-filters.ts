import type { Resample } from '@evenhand/contracts';

/** A convolution kernel: weight at distance x (in source pixels when enlarging) and half its width. */
export interface ResampleFilter {
  support: number;
  weight(x: number): number;
}

// Pillow writes these two as C floats, so their single-precision values are part of the definition.
const hammingBase = Math.fround(0.54);
const hammingSwing = Math.fround(0.46);

function hamming(x: number): number {
  const distance = Math.abs(x);
  if (distance === 0) return 1;
  if (distance >= 1) return 0;
  const angle = distance * Math.PI;
  return (Math.sin(angle) / angle) * (hammingBase + hammingSwing * Math.cos(angle));
}

/** Keys' cubic convolution with a = -0.5, evaluated in Pillow's order of operations. */
function bicubic(x: number): number {
  const a = -0.5;
  const distance = Math.abs(x);
  if (distance < 1) return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
  if (distance < 2) return (((distance - 5) * distance + 8) * distance - 4) * a;
  return 0;
}

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}

/** Pillow's convolution filters (libImaging/Resample.c). `nearest` is not a convolution, see resize-nearest.ts. */
export const resampleFilters: Readonly<Record<Exclude<Resample, 'nearest'>, ResampleFilter>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, weight: hamming },
  bicubic: { support: 2, weight: bicubic },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};
