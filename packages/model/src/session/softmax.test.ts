import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmaxRows } from './softmax.js';

describe('softmaxRows', () => {
  it('agrees with hand calculation', () => {
    const probabilities = softmaxRows(Float32Array.of(0, Math.log(3), 5, 5), 2);
    expect([...probabilities]).toEqual([0.25, 0.75, 0.5, 0.5].map((value) => expect.closeTo(value, 7)));
  });

  it('does not overflow, and makes NaN of what is not a number', () => {
    expect([...softmaxRows(Float32Array.of(3e38, 3e38, -3e38, 0), 2)]).toEqual([0.5, 0.5, 0, 1]);
    expect([...softmaxRows(Float32Array.of(Number.NaN, 1, Number.NEGATIVE_INFINITY, 1), 2)]).toEqual([
      Number.NaN,
      Number.NaN,
      0,
      1,
    ]);
  });

  it('sums to 1 and does not change when a constant is added', () => {
    const logits = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(logits, (values) => {
        const row = softmaxRows(Float32Array.from(values), values.length);
        const shifted = softmaxRows(
          Float32Array.from(values, (value) => value + 1000),
          values.length,
        );
        expect(shifted).toEqual(row);
        expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      }),
    );
  });
});
