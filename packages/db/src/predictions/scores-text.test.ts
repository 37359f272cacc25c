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

  test('are the shortest decimals of JavaScript that restore them', () => {
    const shortest = (single: number): number => {
      for (const digits of [7, 8]) {
        const short = Number(single.toPrecision(digits));
        if (Math.fround(short) === single) return short;
      }
      return Number(single.toPrecision(9));
    };
    const decades = [1, 0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6].map(Math.fround);
    const floats = new Float32Array(1);
    const bits = new Uint32Array(floats.buffer);
    const neighbour = (value: number, steps: number): number => {
      floats[0] = value;
      bits[0] = (bits[0] ?? 0) + steps;
      return floats[0];
    };
    for (const decade of decades) {
      for (let steps = -2000; steps <= 2000; steps += 1) {
        const value = neighbour(decade, steps);
        expect(shortFloat32(value)).toBe(shortest(value));
      }
    }
    fc.assert(
      fc.property(
        fc.float({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 8 }),
        (value, decimals) => {
          const rounded = Math.fround(Number(value.toFixed(decimals)));
          expect(shortFloat32(value)).toBe(shortest(value));
          expect(shortFloat32(rounded)).toBe(shortest(rounded));
        },
      ),
      { numRuns: 5000 },
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (value) => {
    expect(() => shortFloat32(value)).toThrow(RangeError);
  });
});
