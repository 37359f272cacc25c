import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderByConfidence } from './order-by-confidence';

const confidences = fc.array(
  fc.oneof(
    fc.constantFrom(0, 0.25, 1, Number.NaN),
    fc.float({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
  ),
  { maxLength: 60 },
);

test('sorts as comparing does, equals in their order, unknown ones last', () => {
  fc.assert(
    fc.property(confidences, fc.constantFrom('largest', 'smallest'), (values, first) => {
      const confidence = Float32Array.from(values);
      const positions = Uint32Array.from(values.keys()).filter((position) => position % 3 !== 1);
      const sign = first === 'largest' ? -1 : 1;
      const key = (position: number): number => {
        const value = confidence[position] ?? Number.NaN;
        return Number.isNaN(value) ? 2 : sign * value;
      };
      const expected = [...positions].sort((a, b) => key(a) - key(b) || a - b);
      expect([...orderByConfidence(positions, confidence, first)]).toEqual(expected);
    }),
  );
});
