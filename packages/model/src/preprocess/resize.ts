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

/**
 * Resizes raw RGB as Pillow's `Image.resize` does, bit for bit: horizontally, rounded to bytes, then vertically;
 * an axis whose length stays the same is not filtered. Source: libImaging/Resample.c.
 * Time grows with output pixels × filter width, on both axes. The result may share the source's memory.
 */
export function resize(source: RgbImage, region: ResizeRegion): RgbImage {
  const { size, rows, columns, resample } = region;
  const sameHeight = size.height === source.height;
  const sameWidth = size.width === source.width;
  if (sameHeight && sameWidth) return cut(source, rows, columns);
  if (resample === 'nearest') return resizeNearest(source, region);
  const vertical = sameHeight
    ? undefined
    : axisWeights({ filter: resample, input: source.height, output: size.height, ...rows });
  const sourceRows = vertical ? sourceRange(vertical) : rows;
  const narrowed = sameWidth
    ? cut(source, sourceRows, columns)
    : resizeWidth(
        cut(source, sourceRows, { from: 0, to: source.width }),
        axisWeights({ filter: resample, input: source.width, output: size.width, ...columns }),
      );
  return vertical ? resizeHeight(narrowed, { ...vertical, origin: sourceRows.from }) : narrowed;
}

function sourceRange({ starts, counts }: AxisWeights): Range {
  return { from: starts[0] ?? 0, to: (starts.at(-1) ?? 0) + (counts.at(-1) ?? 0) };
}

/** Part of an image; shares its memory where whole rows are kept. */
function cut(source: RgbImage, rows: Range, columns: Range): RgbImage {
  const height = rows.to - rows.from;
  const width = columns.to - columns.from;
  const wholeRows = source.data.subarray(3 * source.width * rows.from, 3 * source.width * rows.to);
  if (width === source.width) return { data: wholeRows, height, width };
  const data = new Uint8Array(3 * height * width);
  for (let row = 0; row < height; row++) {
    const from = 3 * (row * source.width + columns.from);
    data.set(wholeRows.subarray(from, from + 3 * width), 3 * row * width);
  }
  return { data, height, width };
}

function resizeWidth({ data, height, width }: RgbImage, weights: AxisWeights): RgbImage {
  const outWidth = weights.starts.length;
  const out = new Uint8ClampedArray(3 * height * outWidth);
  filterAxis(data, out, {
    ...weights,
    origin: 0,
    lines: height,
    source: { line: 3 * width, position: 3 },
    target: { line: 3 * outWidth, position: 3 },
  });
  return { data: new Uint8Array(out.buffer), height, width: outWidth };
}

function resizeHeight({ data, width }: RgbImage, weights: AxisWeights & { origin: number }): RgbImage {
  const height = weights.starts.length;
  const out = new Uint8ClampedArray(3 * height * width);
  const steps = { line: 3, position: 3 * width };
  filterAxis(data, out, { ...weights, lines: width, source: steps, target: steps });
  return { data: new Uint8Array(out.buffer), height, width };
}

interface FilterPlan extends AxisWeights {
  /** Position of the axis at which the given data begin. */
  origin: number;
  /** Number of rows (when filtering horizontally) or columns. */
  lines: number;
  /** Bytes from one line, and from one position of the filtered axis, to the next. */
  source: { line: number; position: number };
  target: { line: number; position: number };
}

/** The inner loop of both passes: weighted sums of RGB pixels along one axis, rounded, shifted and clamped. */
function filterAxis(bytes: Uint8Array, out: Uint8ClampedArray, plan: FilterPlan): void {
  const { starts, counts, stride, weights, origin, lines, source, target } = plan;
  const half = 1 << (precisionBits - 1);
  const step = source.position;
  for (let position = 0; position < starts.length; position++) {
    const first = position * stride;
    const end = first + (counts[position] as number);
    let from = ((starts[position] as number) - origin) * step;
    let to = position * target.position;
    for (let line = 0; line < lines; line++) {
      let red = half;
      let green = half;
      let blue = half;
      for (let tap = first, at = from; tap < end; tap++, at += step) {
        const weight = weights[tap] as number;
        red = (red + Math.imul(bytes[at] as number, weight)) | 0;
        green = (green + Math.imul(bytes[at + 1] as number, weight)) | 0;
        blue = (blue + Math.imul(bytes[at + 2] as number, weight)) | 0;
      }
      out[to] = red >> precisionBits;
      out[to + 1] = green >> precisionBits;
      out[to + 2] = blue >> precisionBits;
      from += source.line;
      to += target.line;
    }
  }
}
