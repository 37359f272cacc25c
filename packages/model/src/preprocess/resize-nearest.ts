import type { ResizeRegion } from './resize.js';
import type { RgbImage } from './rgb-image.js';

/**
 * Source position of each kept output position. Pillow adds up the step instead of multiplying (Geometry.c,
 * ImagingScaleAffine), so its rounding accumulates; positions that round past the end are -1.
 */
function sourcePositions(
  input: number,
  output: number,
  { from, to }: { from: number; to: number },
): Int32Array {
  const step = input / output;
  const positions = new Int32Array(to - from);
  let position = step * 0.5;
  for (let index = 0; index < to; index++) {
    if (index >= from) positions[index - from] = position < input ? Math.trunc(position) : -1;
    position += step;
  }
  return positions;
}

/** Nearest neighbour as Pillow's `resize(…, NEAREST)`; pixels that round past the end are black there and here. */
export function resizeNearest(source: RgbImage, { size, rows, columns }: ResizeRegion): RgbImage {
  const sourceRows = sourcePositions(source.height, size.height, rows);
  const sourceColumns = sourcePositions(source.width, size.width, columns);
  const { length: height } = sourceRows;
  const { length: width } = sourceColumns;
  const data = new Uint8Array(3 * height * width);
  for (let row = 0, target = 0; row < height; row++) {
    const sourceRow = sourceRows[row] ?? -1;
    for (let column = 0; column < width; column++, target += 3) {
      const sourceColumn = sourceColumns[column] ?? -1;
      if (sourceRow < 0 || sourceColumn < 0) continue;
      const from = 3 * (sourceRow * source.width + sourceColumn);
      data[target] = source.data[from] ?? 0;
      data[target + 1] = source.data[from + 1] ?? 0;
      data[target + 2] = source.data[from + 2] ?? 0;
    }
  }
  return { data, height, width };
}
