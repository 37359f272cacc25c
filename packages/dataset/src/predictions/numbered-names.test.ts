import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberedNames } from './numbered-names.js';

test('names have the numbers of their first appearance', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3, unit: 'binary' }), { maxLength: 200 }), (names) => {
      const numbered = new NumberedNames();
      const known = new Map<string, number>();
      for (const name of names) {
        expect(numbered.numberOf(name)).toBe(known.get(name) ?? -1);
        if (known.has(name)) continue;
        expect(numbered.add(name)).toBe(known.size);
        known.set(name, known.size);
      }
      expect(numbered.names).toEqual([...known.keys()]);
    }),
  );
});

test('growing keeps them', () => {
  const numbered = new NumberedNames();
  const names = Array.from({ length: 10_000 }, (_, index) => `val/${index}.jpg`);
  for (const name of names) numbered.add(name);
  expect(names.map((name) => numbered.numberOf(name))).toEqual(names.map((_, index) => index));
  expect(numbered.numberOf('val/10000.jpg')).toBe(-1);
  expect(numbered.names).toEqual(names);
});
