import { expect, test } from 'vitest';
import { unbroken } from './unbroken';

test('keeps numbers and what belongs to them together, and breaks words as before', () => {
  expect(unbroken('lowest for Black, 70 % [53, 83], n = 33 (p < 0.001, adjusted)')).toBe(
    'lowest for Black, 70\u202f% [53,\u00a083], n\u00a0=\u00a033 (p\u00a0<\u00a00.001, adjusted)',
  );
});
