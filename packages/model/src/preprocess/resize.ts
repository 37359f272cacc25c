import type { Resample } from '@evenhand/contracts';
import type { Size } from './geometry.js';
import { type AxisWeights, axisWeights, precisionBits } from './resample-weights.js';
import { resizeNearest } from './resize-nearest.js';
import type { RgbImage } from './rgb-image.js';

/** Positions [from, to) of an axis. */
export interface Range {
  from: number;
  to: number;
}

/** A resize of a whole image to `size`, of which only the given output rows and columns are computed. */
export interface ResizeRegion {
  size: Size;
  rows: Range;
  columns: Range;
  resample: Resample;
}

/** Added before the shift, so that it rounds. */
const half = 1 << (precisionBits - 1);

/**
 * Resizes raw RGB as Pillow's `Image.resize` does, bit for bit: horizontally, rounded to bytes, then vertically;
 * an axis whose length stays the same is not filtered. Source: libImaging/Resample.c.
 * Time is proportional to output pixels × filter width on both axes.
 */
export function resize(source: RgbImage, { size, rows, columns, resample }: ResizeRegion): RgbImage {
  const sameHeight = size.height === source.height;
  const sameWidth = size.width === source.width;
  if (resample === 'nearest' && !(sameHeight && sameWidth)) {
    return resizeNearest(source, { size, rows, columns });
  }
  const filter = resample === 'nearest' ? 'box' : resample;
  const down = sameHeight
    ? undefined
    : axisWeights({ filter, input: source.height, output: size.height, ...rows });
  const sourceRows = down ? usedRange(down) : rows;
  const across = sameWidth
    ? cut(source, sourceRows, columns)
    : filterAcross(
        source,
        sourceRows,
        axisWeights({ filter, input: source.width, output: size.width, ...columns }),
      );
  return down ? filterDown(across, sourceRows.from, down) : across;
}

function usedRange({ starts, counts }: AxisWeights): Range {
  return { from: starts[0] ?? 0, to: (starts.at(-1) ?? 0) + (counts.at(-1) ?? 0) };
}

function cut(source: RgbImage, rows: Range, columns: Range): RgbImage {
  const height = rows.to - rows.from;
  const width = columns.to - columns.from;
  const whole = source.data.subarray(3 * source.width * rows.from, 3 * source.width * rows.to);
  if (width === source.width) return { data: whole, height, width };
  const data = new Uint8ClampedArray(3 * height * width);
  for (let row = 0; row < height; row++) {
    const from = 3 * (row * source.width + columns.from);
    data.set(whole.subarray(from, from + 3 * width), 3 * row * width);
  }
  return { data, height, width };
}

function filterAcross(
  source: RgbImage,
  rows: Range,
  { starts, counts, stride, weights }: AxisWeights,
): RgbImage {
  const { data: bytes } = source;
  const height = rows.to - rows.from;
  const width = starts.length;
  const data = new Uint8ClampedArray(3 * height * width);
  let target = 0;
  for (let row = rows.from; row < rows.to; row++) {
    const rowStart = row * source.width;
    for (let column = 0; column < width; column++) {
      let tap = column * stride;
      const end = tap + (counts[column] as number);
      let at = 3 * (rowStart + (starts[column] as number));
      let red = half;
      let green = half;
      let blue = half;
      for (; tap < end; tap++, at += 3) {
        const weight = weights[tap] as number;
        red = (red + Math.imul(bytes[at] as number, weight)) | 0;
        green = (green + Math.imul(bytes[at + 1] as number, weight)) | 0;
        blue = (blue + Math.imul(bytes[at + 2] as number, weight)) | 0;
      }
      data[target] = red >> precisionBits;
      data[target + 1] = green >> precisionBits;
      data[target + 2] = blue >> precisionBits;
      target += 3;
    }
  }
  return { data, height, width };
}

function filterDown(
  source: RgbImage,
  firstRow: number,
  { starts, counts, stride, weights }: AxisWeights,
): RgbImage {
  const { data: bytes } = source;
  const height = starts.length;
  const rowLength = 3 * source.width;
  const data = new Uint8ClampedArray(height * rowLength);
  let target = 0;
  for (let row = 0; row < height; row++) {
    const first = row * stride;
    const end = first + (counts[row] as number);
    const top = ((starts[row] as number) - firstRow) * rowLength;
    for (let index = 0; index < rowLength; index++) {
      let sum = half;
      for (let tap = first, at = top + index; tap < end; tap++, at += rowLength) {
        sum = (sum + Math.imul(bytes[at] as number, weights[tap] as number)) | 0;
      }
      data[target++] = sum >> precisionBits;
    }
  }
  return { data, height, width: source.width };
}
