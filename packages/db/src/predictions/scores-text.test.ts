import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoresText, shortFloat32 } from './scores-text.js';

describe('scores', () => {
  test('read well', () => {
    expect(scoresText([0.5, 1, 0, 0.1, Math.fround(0.1), 5 / 6, 1e-12])).toBe(
      '[0.5,1,0,0.1,0.1,0.8333333,1e-12]',
    );
  });

  test('restore every float32 exactly, in at most nine digits', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const [restored] = JSON.parse(scoresText([value]));
        expect(Math.fround(restored)).toBe(value === 0 ? 0 : value);
        expect(
          String(restored)
            .replace(/e.*|\D/g, '')
            .replace(/^0+|0+$/g, '').length,
        ).toBeLessThanOrEqual(9);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (value) => {
    expect(() => shortFloat32(value)).toThrow(RangeError);
  });
});
