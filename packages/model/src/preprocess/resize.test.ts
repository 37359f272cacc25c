import { createHash } from 'node:crypto';
import { resample } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode-image.js';
import type { Size } from './geometry.js';
import { goldenImages, readFixture } from './pillow-golden.js';
import { type ResizeRegion, resize } from './resize.js';
import type { RgbImage } from './rgb-image.js';

function wholeOf(size: Size, filter: ResizeRegion['resample']): ResizeRegion {
  return { size, rows: { from: 0, to: size.height }, columns: { from: 0, to: size.width }, resample: filter };
}

const side = fc.integer({ min: 1, max: 40 });
const size = fc.record({ height: side, width: side });
const filter = fc.constantFrom(...resample.options);
const image: fc.Arbitrary<RgbImage> = size.chain(({ height, width }) =>
  fc
    .uint8Array({ minLength: 3 * height * width, maxLength: 3 * height * width })
    .map((data) => ({ data, height, width })),
);

/** A range of at least one position of an axis, from two numbers in [0, 1). */
function part(length: number, [start, extent]: readonly [number, number]): { from: number; to: number } {
  const from = Math.floor(start * length);
  return { from, to: from + 1 + Math.floor(extent * (length - from)) };
}
/** Comparing text is much faster than comparing typed arrays element by element. */
const text = ({ data, height, width }: RgbImage): string =>
  `${height}×${width} ${Buffer.from(data).toString('hex')}`;

const fraction = fc.double({ min: 0, max: 0.999, noNaN: true });
const fractions = fc.tuple(fraction, fraction);

describe('resize', () => {
  it.each(goldenImages)('equals Pillow bit for bit on $name', async ({ name, resized }) => {
    const decoded = await decodeImage(readFixture(name), { exifOrientation: 'ignore' });
    if (!decoded.ok) throw new Error(decoded.message);
    for (const golden of resized) {
      const { data } = resize(decoded.image, wholeOf(golden, golden.resample));
      // The bytes first, where they are kept: a difference is then readable.
      if (golden.base64) expect([...data]).toEqual([...Buffer.from(golden.base64, 'base64')]);
      const label = `${golden.resample} ${golden.width}×${golden.height}`;
      expect({ label, sha256: createHash('sha256').update(data).digest('hex') }).toEqual({
        label,
        sha256: golden.sha256,
      });
    }
  });

  it('gives a part that equals the same part of the whole', () => {
    fc.assert(
      fc.property(image, size, filter, fractions, fractions, (source, to, by, rowPart, columnPart) => {
        const rows = part(to.height, rowPart);
        const columns = part(to.width, columnPart);
        const whole = resize(source, wholeOf(to, by));
        const kept = resize(source, { size: to, rows, columns, resample: by });
        const expected: number[] = [];
        for (let row = rows.from; row < rows.to; row++) {
          const start = 3 * row * to.width;
          expected.push(...whole.data.subarray(start + 3 * columns.from, start + 3 * columns.to));
        }
        expect([...kept.data]).toEqual(expected);
      }),
    );
  });

  it('keeps a constant image constant', () => {
    const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(size, size, colour, filter, ({ height, width }, to, rgb, by) => {
        const data = Uint8Array.from({ length: 3 * height * width }, (_, at) => rgb[at % 3] ?? 0);
        const resized = resize({ data, height, width }, wholeOf(to, by));
        expect(resized.data.every((value, at) => value === rgb[at % 3])).toBe(true);
      }),
    );
  });

  it('leaves an image of the wanted size as it is', () => {
    fc.assert(
      fc.property(image, filter, (source, by) => {
        expect(text(resize(source, wholeOf(source, by)))).toBe(text(source));
      }),
    );
  });

  it('treats the channels alike', () => {
    const reversed = ({ data, ...rest }: RgbImage): RgbImage => ({
      ...rest,
      data: data.map((_, at) => data[at - (at % 3) + 2 - (at % 3)] ?? 0),
    });
    fc.assert(
      fc.property(image, size, filter, (source, to, by) => {
        const resized = resize(source, wholeOf(to, by));
        expect(text(resize(reversed(source), wholeOf(to, by)))).toBe(text(reversed(resized)));
      }),
    );
  });
});
