import { preprocessSpec } from '@evenhand/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropAxis, outputGeometry, resizedSize } from './geometry.js';
import { resizedSizes } from './pillow-golden.js';

describe('outputGeometry', () => {
  it('is the crop where there is one', () => {
    const spec = preprocessSpec.parse({ resize: { exact: [300, 200] }, crop: { height: 224, width: 112 } });
    expect(outputGeometry(spec)).toEqual({ height: 224, width: 112 });
  });

  it('is the exact size, height first, without a crop', () => {
    expect(outputGeometry(preprocessSpec.parse({ resize: { exact: [300, 200] } }))).toEqual({
      height: 300,
      width: 200,
    });
  });

  it.each([{}, { resize: { shortestEdge: 224 } }])('refuses %j, which fixes no size', (spec) => {
    expect(() => outputGeometry(preprocessSpec.parse(spec))).toThrow(
      expect.objectContaining({ code: 'input_size_not_fixed' }),
    );
  });
});

describe('resizedSize', () => {
  it('truncates the longer edge as Python does', () => {
    const computed = resizedSizes.map(([height, width, shortestEdge]) => {
      const spec = preprocessSpec.parse({ resize: { shortestEdge } });
      const resized = resizedSize(spec, { height, width });
      return [height, width, shortestEdge, resized.height, resized.width];
    });
    expect(computed).toEqual(resizedSizes);
  });
});

describe('cropAxis', () => {
  it.each([
    [10, 4, { from: 3, to: 7, padding: 0 }],
    [11, 4, { from: 3, to: 7, padding: 0 }],
    [4, 4, { from: 0, to: 4, padding: 0 }],
    [5, 8, { from: 0, to: 5, padding: 2 }],
    [1, 10, { from: 0, to: 1, padding: 5 }],
  ])('cuts %i to %i', (length, crop, expected) => {
    expect(cropAxis(length, crop)).toEqual(expected);
  });

  it('fills the crop or keeps everything', () => {
    const length = fc.integer({ min: 1, max: 500 });
    fc.assert(
      fc.property(length, length, (axis, crop) => {
        const { from, to, padding } = cropAxis(axis, crop);
        expect(to - from).toBe(Math.min(axis, crop));
        expect(padding + to - from).toBeLessThanOrEqual(crop);
      }),
    );
  });
});
